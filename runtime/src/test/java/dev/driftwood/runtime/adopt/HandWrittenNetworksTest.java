package dev.driftwood.runtime.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.artefact.AdoptedSpec;
import dev.driftwood.runtime.artefact.AdoptedSpec.Channels;
import dev.driftwood.runtime.artefact.AdoptedSpec.Conditioning;
import dev.driftwood.runtime.artefact.AdoptedSpec.Layout;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.artefact.OutputKind;
import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.fixture.RandomTensors;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.onnx.GraphPlayer;
import dev.driftwood.runtime.onnx.ProductGraph;
import dev.driftwood.runtime.onnx.wire.OnnxReader;
import dev.driftwood.runtime.ort.Observation;
import dev.driftwood.runtime.ort.Trial;
import dev.driftwood.runtime.reference.ReferenceOps;
import dev.driftwood.runtime.reference.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Networks in several operator sets and styles, from their bytes to the drift and its product,
 * against the reference interpreter in double arithmetic: its value, and its central difference.
 */
@Tag("one-jdk")
class HandWrittenNetworksTest {
  private static final int ROWS = 3;

  /** Some dozens of float32 roundings. */
  private static final double TOLERANCE = 2e-5;

  private final ReferenceOps reference = new ReferenceOps();
  private final RandomTensors random = new RandomTensors(17);

  @ParameterizedTest
  @EnumSource
  void giveTheDriftAndItsProduct(HandWrittenNetwork network) {
    ModelDescription description = description(network);
    OnnxGraph read = OnnxReader.read(network.bytes()).graph();
    Adoption adoption = Adoption.of(read, description);
    OnnxGraph graph = adoption.artefact().graph();
    Tensor x = random.next(graph.input("x").shape().at(ROWS));
    Tensor v = random.next(x.shape());
    Tensor t = new Tensor(new double[] {0.125, 0.5, 0.875}, Shape.of(ROWS));

    double h = 1e-5;
    Tensor drift = played(graph, x, t);
    Tensor ahead = played(graph, reference.add(x, reference.scale(v, h)), t);
    Tensor behind = played(graph, reference.sub(x, reference.scale(v, h)), t);
    Tensor product = reference.scale(reference.sub(ahead, behind), 0.5 / h);

    Map<String, Observation> run = run(ProductGraph.of(graph), x, t, v);
    assertThat(error(drift, run.get("drift"))).isLessThan(TOLERANCE);
    assertThat(error(product, run.get("jvp"))).isLessThan(TOLERANCE);
    assertThat(error(scoreDrift(network, x, t), run.get("drift"))).isLessThan(TOLERANCE);
  }

  /** The network's own bytes as ONNX Runtime runs them, times g. */
  private static Tensor scoreDrift(HandWrittenNetwork network, Tensor x, Tensor t) {
    OnnxGraph original = OnnxReader.read(network.bytes()).graph();
    try (Trial trial = Trial.open(original, List.of("out"))) {
      double[] values =
          trial
              .run(Map.of("y", array("y", x), "tau", array("tau", t.map(time -> 100 * time))))
              .get("out")
              .array()
              .orElseThrow()
              .numbers();
      int size = values.length / ROWS;
      for (int i = 0; i < values.length; i++) {
        values[i] *= SdeSpec.of(SdeSpec.Type.VP).toSde().g(t.values()[i / size]);
      }
      return new Tensor(values, x.shape());
    }
  }

  private Tensor played(OnnxGraph graph, Tensor x, Tensor t) {
    GraphPlayer<Tensor> player =
        new GraphPlayer<>(reference, array -> new Tensor(array.numbers(), array.shape()));
    return player.play(graph, Map.of("x", x, "t", t), List.of("drift")).get(0);
  }

  private static Map<String, Observation> run(OnnxGraph graph, Tensor x, Tensor t, Tensor v) {
    try (Trial trial = Trial.open(graph, List.of("drift", "jvp"))) {
      return trial.run(Map.of("x", array("x", x), "t", array("t", t), "v", array("v", v)));
    }
  }

  private static Initializer array(String name, Tensor tensor) {
    return Initializer.of(name, DataType.FLOAT, tensor.shape(), tensor.values());
  }

  private static double error(Tensor expected, Observation actual) {
    return RandomTensors.relativeError(expected, actual.array().orElseThrow().numbers());
  }

  private static ModelDescription description(HandWrittenNetwork network) {
    int[] item = network.item();
    boolean image = item.length == 3;
    AdoptedSpec spec =
        new AdoptedSpec(
            "y",
            "tau",
            Optional.empty(),
            "out",
            Conditioning.T,
            100,
            List.of(),
            Layout.NCHW,
            Channels.MEAN);
    return new ModelDescription(
        "by-hand",
        1,
        SdeSpec.of(SdeSpec.Type.VP),
        OutputKind.SCORE,
        new ItemShape(Arrays.stream(item).boxed().toList()),
        image
            ? new DataSpec.Images(256, new DataTransform.Centered())
            : new DataSpec.Points(new DataTransform.None()),
        Optional.empty(),
        1e-3,
        1e-5,
        Optional.of(spec));
  }
}
