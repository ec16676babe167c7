package dev.driftwood.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.artefact.LabelSpec;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.fixture.RandomTensors;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.runtime.ort.OrtDrift;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.runtime.reference.ReferenceOps;
import dev.driftwood.runtime.reference.Tensor;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.Query;
import dev.driftwood.trainer.djl.TinyNetworks;
import dev.driftwood.trainer.net.TrainedWeights;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelledExportTest {
  private static final Network NETWORK = TinyNetworks.labelledUNet();
  private static final TrainedWeights WEIGHTS = UnitGain.weights(NETWORK, 3);

  @Test
  void asksTheNetworkForEachRowsOwnClass() {
    Tensor x = new RandomTensors(1).next(new Shape(NETWORK.itemShape()));
    try (OrtDrift model = new OrtDrift(artefact().graph(), OrtSettings.DEFAULT)) {
      List<Query> queries =
          IntStream.range(0, 3)
              .mapToObj(label -> new Query(x.values(), 0.5, label, List.of(x.values())))
              .toList();
      List<Evaluation> shipped = model.evaluate(queries);
      for (int label = 0; label < 3; label++) {
        Tensor expected = reference(x, label);
        // Float32 through some forty layers.
        assertThat(RandomTensors.relativeError(expected, shipped.get(label).drift()))
            .isLessThan(1e-4);
      }
      assertThat(RandomTensors.relativeError(reference(x, 0), shipped.get(1).drift()))
          .isGreaterThan(1e-2);
    }
  }

  private static Artefact artefact() {
    ModelDescription description =
        ModelDescription.of(
                "labelled",
                SdeSpec.of(SdeSpec.Type.VP),
                new ItemShape(NETWORK.itemShape()),
                new DataSpec.Images(256, new DataTransform.Centered()))
            .withLabels(new LabelSpec(2, OptionalInt.of(2), List.of()));
    return NetworkExport.artefact(NETWORK, WEIGHTS, description, Map.of());
  }

  private static Tensor reference(Tensor x, int label) {
    ReferenceOps ops = new ReferenceOps();
    Tensor one = new Tensor(new double[] {label}, Shape.of(1));
    return NETWORK.forward(
        ops,
        parameter -> ops.constant(widened(WEIGHTS.of(parameter)), parameter.shape()),
        ops.reshape(x, 1, 2, 8, 8),
        new Tensor(new double[] {0.5}, Shape.of(1)),
        one);
  }

  private static double[] widened(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }
}
