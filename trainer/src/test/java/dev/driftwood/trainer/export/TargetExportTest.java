package dev.driftwood.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.artefact.NoiseEstimate;
import dev.driftwood.runtime.artefact.OutputKind;
import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.layers.NetworkSummary;
import dev.driftwood.runtime.onnx.GraphCost;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.runtime.ort.OrtDrift;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.Query;
import dev.driftwood.trainer.djl.TinyNetworks;
import dev.driftwood.trainer.net.TrainedWeights;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a loss takes a network's output for is what its artefact takes it for. */
@Tag("one-jdk")
class TargetExportTest {
  private static final Network NETWORK = TinyNetworks.patchedUNet();
  private static final TrainedWeights WEIGHTS = UnitGain.weights(NETWORK, 3);

  @ParameterizedTest
  @CsvSource({
    "vp, SCORE",
    "vp, EPSILON",
    "vp, V",
    "vp, X0",
    "subvp, EPSILON",
    "ve, X0",
    "vp-cosine, V"
  })
  void givesTheDriftThatTheTrainedNoiseMeans(String sdeName, OutputKind kind) {
    SdeSpec spec =
        List.of(SdeSpec.Type.values()).stream()
            .filter(type -> type.jsonName().equals(sdeName))
            .map(SdeSpec::of)
            .findFirst()
            .orElseThrow();
    Sde sde = spec.toSde();
    double[] y =
        new Random(1).doubles(NETWORK.itemShape().stream().reduce(1, (a, b) -> a * b)).toArray();
    for (double time : new double[] {1e-3, 0.25, 0.5, 1}) {
      double t = (float) time;
      double[] output = evaluate(spec, OutputKind.DRIFT, y, t);
      double[] drift = evaluate(spec, kind, y, t);
      NoiseEstimate noise = kind.noise(sde.alpha(t), sde.sigma(t), sde.sigmaOverG(t));
      double largest = 0;
      double error = 0;
      for (int i = 0; i < y.length; i++) {
        double expected =
            -(noise.ofState() * (float) y[i] + noise.ofOutput() * output[i]) / sde.sigmaOverG(t);
        largest = Math.max(largest, Math.abs(expected));
        error = Math.max(error, Math.abs(drift[i] - expected));
      }
      // Float32 in two sums of two products.
      assertThat(error).isLessThan(1e-6 * largest);
    }
  }

  @Test
  void countsNoConstantAmongTheParameters() {
    OnnxGraph graph = artefact(SdeSpec.of(SdeSpec.Type.VP), OutputKind.V).graph();

    assertThat(GraphCost.ofDrift(graph).parameters()).isEqualTo(NETWORK.census().size());
    NetworkSummary summary = NetworkSummary.of(graph);
    assertThat(summary.parameters()).isEqualTo(NETWORK.census().size());
    assertThat(summary.multiplyAdds()).isEqualTo(NETWORK.census().multiplyAdds());
  }

  private static double[] evaluate(SdeSpec sde, OutputKind kind, double[] y, double t) {
    try (OrtDrift model = new OrtDrift(artefact(sde, kind).graph(), OrtSettings.DEFAULT)) {
      return model.evaluate(List.of(new Query(y, t, List.of()))).get(0).drift();
    }
  }

  private static Artefact artefact(SdeSpec sde, OutputKind kind) {
    ModelDescription description =
        ModelDescription.of(
                "target",
                sde,
                new ItemShape(NETWORK.itemShape()),
                new DataSpec.Images(256, new DataTransform.Centered()))
            .withOutput(kind);
    Artefact artefact = NetworkExport.artefact(NETWORK, WEIGHTS, description, Map.of());
    assertThat(artefact.description().output()).isEqualTo(OutputKind.DRIFT);
    return artefact;
  }
}
