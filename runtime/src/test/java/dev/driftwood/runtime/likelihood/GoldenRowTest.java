package dev.driftwood.runtime.likelihood;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.fixture.GaussianDrift;
import dev.driftwood.runtime.fixture.Steppers;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sde.CosineVariancePreserving;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.SubVariancePreserving;
import dev.driftwood.runtime.sde.VariancePreserving;
import dev.driftwood.runtime.solve.ButcherTableau;
import dev.driftwood.runtime.solve.EmbeddedPair;
import dev.driftwood.runtime.solve.Integrator;
import dev.driftwood.runtime.solve.PriorDraw;
import dev.driftwood.runtime.solve.ProbabilityFlow;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.RowState;
import dev.driftwood.runtime.solve.Stepper;
import dev.driftwood.runtime.solve.TimeGrid;
import dev.driftwood.runtime.solve.Tolerance;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One row of every method, bit for bit: what holds the JDKs to the same results. */
class GoldenRowTest {
  private static final NoiseStream NOISE = new NoiseStream(2024);
  private static final Tolerance TOLERANCE = new Tolerance(1e-6, 1e-6);

  @Test
  void variancePreservingGivesTheSameBitsEverywhere() {
    assertThat(results(VariancePreserving.standard()))
        .containsExactly(
            "-0x1.c9823d834daf1p-1",
            "-0x1.ececfaceb4a5p-2",
            "-0x1.5961dea2ec974p-1",
            "-0x1.500e200f576e5p2",
            "-0x1.47fcb004c76fcp1");
  }

  @Test
  void subVariancePreservingGivesTheSameBitsEverywhere() {
    assertThat(results(SubVariancePreserving.standard()))
        .containsExactly(
            "-0x1.859d04f1c643dp-2",
            "-0x1.ece48b527bc2dp-2",
            "-0x1.5965480d74882p-1",
            "-0x1.5ef8ba9ec28bap2",
            "-0x1.1a155f5f7c9c7p3");
  }

  @Test
  void cosineVariancePreservingGivesTheSameBitsEverywhere() {
    assertThat(results(CosineVariancePreserving.standard()))
        .containsExactly(
            "-0x1.60ebdc03ce212p-1",
            "-0x1.ed3fa51a45ac3p-2",
            "-0x1.5aa33efbb732cp-1",
            "-0x1.f05f6945dfaf3p2",
            "0x1.fa2e51c11e3d8p-1");
  }

  private static final ButcherTableau PAIR = ButcherTableau.dormandPrince();

  private static List<String> results(Sde sde) {
    TimeGrid grid = TimeGrid.uniform(1.0, 1e-3, 50);
    List<Double> values = new ArrayList<>();
    values.add(sample(sde, Steppers.eulerMaruyama(sde, 0.0, grid, NOISE)));
    values.add(sample(sde, new EmbeddedPair(new ProbabilityFlow(sde), PAIR, 1.0, 1e-3, TOLERANCE)));
    Probes probes = Probes.rademacher(2, NOISE);
    values.add(score(sde, FlowLikelihood.adaptive(sde, probes, PAIR, 1e-5, TOLERANCE)));
    for (BoundForm form : BoundForm.values()) {
      values.add(score(sde, new EvidenceBound(sde, 1e-5, 8, form, NOISE)));
    }
    return values.stream().map(Double::toHexString).toList();
  }

  private static <S extends RowState> double sample(Sde sde, Stepper<S> stepper) {
    RowId id = new RowId(7);
    List<S> last = new ArrayList<>();
    S start = stepper.start(id, new PriorDraw(sde, NOISE).of(id, 2));
    new Integrator(drift(sde), 1).integrate(stepper, List.of(start).iterator(), last::add);
    return last.get(0).x()[1];
  }

  private static double score(Sde sde, LikelihoodStepper<?> stepper) {
    return Scored.one(stepper, drift(sde), 0.2, -0.1).nats();
  }

  private static GaussianDrift drift(Sde sde) {
    double[][] covariance = {{0.3, 0.1}, {0.1, 0.2}};
    return new GaussianDrift(sde, new double[] {0.5, -0.25}, covariance);
  }
}
