package dev.driftwood.trainer.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.runtime.ops.Ops;
import dev.driftwood.runtime.ops.Weights;
import dev.driftwood.runtime.reference.ReferenceOps;
import dev.driftwood.runtime.reference.Tensor;
import dev.driftwood.trainer.train.Target;
import dev.driftwood.trainer.train.TrainingPlan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdmNetworkTest {
  private static final double SIGMA_DATA = 0.7;

  /** The paper's formulas as they stand, for an F that can be written down. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 1})
  void isTheNoiseOfThePapersDenoiser(double t) {
    Network edm = new EdmNetwork(new Written(), 0.002, 80, SIGMA_DATA);
    double y = 1.25;
    Tensor noise =
        edm.forward(
            new ReferenceOps(),
            parameter -> {
              throw new AssertionError(parameter);
            },
            new Tensor(new double[] {y}, Shape.of(1, 1)),
            new Tensor(new double[] {t}, Shape.of(1)));

    double sigma = 0.002 * Math.pow(80 / 0.002, t);
    double variance = sigma * sigma + SIGMA_DATA * SIGMA_DATA;
    double skip = SIGMA_DATA * SIGMA_DATA / variance;
    double out = sigma * SIGMA_DATA / Math.sqrt(variance);
    double in = 1 / Math.sqrt(variance);
    double denoised = skip * y + out * Written.of(in * y, Math.log(sigma) / 4);
    // The right side cancels where σ is 0.002: 1e-16 of y over σ.
    assertThat(noise.values()[0]).isCloseTo((y - denoised) / sigma, within(1e-12));
  }

  @Test
  void isForTheExplodingVarianceOnly() {
    TrainingPlan.Builder plan = TrainingPlan.builder().target(Target.EDM);

    assertThatThrownBy(plan::build)
        .hasMessage(
            "target: edm with sde vp (expected: sde ve, for whose noise levels it was made)");
    TrainingPlan exploding = plan.preset("mlp").sde(SdeSpec.of(SdeSpec.Type.VE)).build();
    assertThat(exploding.networkFor(List.of(2), 0)).isInstanceOf(EdmNetwork.class);
  }

  /** F(x, t) = x² + 3t. */
  private record Written() implements Network {
    static double of(double x, double t) {
      return x * x + 3 * t;
    }

    @Override
    public List<Integer> itemShape() {
      return List.of(1);
    }

    @Override
    public <V> V forward(Ops<V> ops, Weights<V> weights, V x, V t) {
      return ops.add(ops.mul(x, x), ops.scale(ops.reshape(t, 0, 1), 3));
    }
  }
}
