package dev.driftwood.runtime.sampler;

import static dev.driftwood.runtime.sampler.SamplerOption.CHURN;
import static dev.driftwood.runtime.sampler.SamplerOption.ETA;
import static dev.driftwood.runtime.sampler.SamplerOption.ORDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.fixture.AffineChain;
import dev.driftwood.runtime.fixture.GaussianDrift;
import dev.driftwood.runtime.fixture.MixtureDrift;
import dev.driftwood.runtime.fixture.OrderOfConvergence;
import dev.driftwood.runtime.fixture.ReverseProcess;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sde.CosineVariancePreserving;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.SubVariancePreserving;
import dev.driftwood.runtime.sde.VarianceExploding;
import dev.driftwood.runtime.sde.VariancePreserving;
import dev.driftwood.runtime.solve.DriftFunction;
import dev.driftwood.runtime.solve.EndPolicy;
import dev.driftwood.runtime.solve.GridSpec;
import dev.driftwood.runtime.solve.GridStepper;
import dev.driftwood.runtime.solve.Integrator;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.TimeGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Measured orders against declared ones. Normal data make every step affine, so that the law of
 * what a sampler draws is known without sampling; from the exact law at T it must end in that at
 * tMin.
 */
class NoiseSamplerOrderTest {
  private static final NoiseStream NOISE = new NoiseStream(9);
  private static final Sde VP = VariancePreserving.standard();

  private static final Sampler REVERSE_DIFFUSION = Sampler.of(SamplerKind.REVERSE_DIFFUSION);
  private static final Sampler ANCESTRAL = Sampler.of(SamplerKind.ANCESTRAL);
  private static final Sampler EULER_MARUYAMA = Sampler.of(SamplerKind.EULER_MARUYAMA);

  /** SDEs with the time where their samplers end here, and data of correlated dimensions. */
  enum Case {
    VP(VariancePreserving.standard(), 0.1),
    SUB_VP(SubVariancePreserving.standard(), 0.1),
    VE(VarianceExploding.standard(), 0.3),
    COSINE(CosineVariancePreserving.standard(), 0.1);

    private final Sde sde;
    private final double end;
    private final GaussianDrift drift;

    Case(Sde sde, double end) {
      this.sde = sde;
      this.end = end;
      double[][] covariance = {{0.09, 0.04}, {0.04, 0.16}};
      this.drift = new GaussianDrift(sde, new double[] {0.5, -0.3}, covariance);
    }

    double error(Sampler sampler, int steps) {
      return momentError(sde, drift, sampler, new GridSpec.LogSnr().grid(sde, end, steps));
    }
  }

  @ParameterizedTest
  @MethodSource("samplersAndCases")
  void momentsConvergeWithTheDeclaredOrder(Sampler sampler, Case on) {
    double order = OrderOfConvergence.measure(n -> on.error(sampler, n), 128, 256);
    // Measured 0.97 to 1.02 for order 1, 1.94 to 2.05 for order 2, 2.99 to 3.09 for order 3.
    assertThat(order).isCloseTo(declared(sampler), within(0.12));
  }

  static Stream<Arguments> samplersAndCases() {
    return samplers().flatMap(s -> Stream.of(Case.values()).map(on -> Arguments.of(s, on)));
  }

  static Stream<Sampler> samplers() {
    return Stream.of(
        EULER_MARUYAMA,
        REVERSE_DIFFUSION,
        ANCESTRAL,
        ddim(0.0),
        ddim(0.5),
        edm(0.0),
        edm(40.0),
        dpm(2, 0.0),
        dpm(2, 1.0),
        dpm(3, 0.0));
  }

  @ParameterizedTest
  @EnumSource(names = {"VP", "VE"})
  void thirdOrderWithNoiseEndsInWeakOrderTwo(Case on) {
    double order = OrderOfConvergence.measure(n -> on.error(dpm(3, 1.0), n), 512, 1024);
    // From above, as the error of order 3 goes first: measured 2.18 and 2.06.
    assertThat(order).isBetween(declared(dpm(3, 1.0)), 2.3);
    assertThat(on.error(dpm(3, 1.0), 512)).isLessThan(on.error(dpm(2, 1.0), 512));
  }

  @ParameterizedTest
  @MethodSource
  void pathsConvergeWithTheDeclaredStrongOrder(Sampler sampler, double lambda) {
    double end = 0.2;
    GaussianDrift drift = GaussianDrift.isotropic(VP, 1, 0.5, 0.3);
    ReverseProcess process = new ReverseProcess(drift, lambda, end);
    double order =
        OrderOfConvergence.measure(
            n -> {
              TimeGrid grid = TimeGrid.uniform(Sde.HORIZON, end, n);
              GridStepper stepper = stepper(VP, sampler, grid);
              return process.strongError(AffineChain.read(stepper, drift, NOISE, 1), grid);
            },
            128,
            256);
    // Measured 1.00 to 1.02.
    assertThat(order).isCloseTo(sampler.order().strong().orElseThrow(), within(0.05));
  }

  static Stream<Arguments> pathsConvergeWithTheDeclaredStrongOrder() {
    return Stream.of(
        Arguments.of(REVERSE_DIFFUSION, 0.0),
        Arguments.of(ANCESTRAL, 0.0),
        Arguments.of(ddim(0.5), 0.75),
        Arguments.of(ddim(1.0), 0.0),
        Arguments.of(dpm(1, 0.5), 0.5),
        Arguments.of(dpm(2, 0.5), 0.5),
        Arguments.of(dpm(2, 1.0), 0.0),
        Arguments.of(dpm(3, 1.0), 0.0));
  }

  @ParameterizedTest
  @MethodSource
  void flowOfAMixtureConvergesWithTheDeclaredOrder(Sampler sampler) {
    MixtureDrift drift = MixtureDrift.pair(VP);
    TimeGrid fine = TimeGrid.uniform(Sde.HORIZON, 0.1, 500);
    double[] exact = end(stepper(VP, Sampler.of(SamplerKind.RK4), fine), drift);
    double order =
        OrderOfConvergence.measure(
            n -> {
              TimeGrid grid = new GridSpec.LogSnr().grid(VP, 0.1, n);
              double[] x = end(stepper(VP, sampler, grid), drift);
              return Math.hypot(x[0] - exact[0], x[1] - exact[1]);
            },
            128,
            256);
    assertThat(order).isCloseTo(declared(sampler), within(0.15));
  }

  static Stream<Sampler> flowOfAMixtureConvergesWithTheDeclaredOrder() {
    return Stream.of(ddim(0.0), edm(0.0), dpm(1, 0.0), dpm(2, 0.0), dpm(3, 0.0));
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void convergesOnStiffData(Sampler sampler) {
    double variance = 0.02 * 0.02;
    double[][] covariance = {{variance, 0.25 * variance}, {0.25 * variance, variance}};
    GaussianDrift drift = new GaussianDrift(VP, new double[] {0.5, -0.3}, covariance);
    List<Double> errors = new ArrayList<>();
    for (int steps : new int[] {64, 256}) {
      TimeGrid grid = new GridSpec.LogSnr().grid(VP, 1e-4, steps);
      errors.add(momentError(VP, drift, sampler, grid) / variance);
    }
    // In units of the variance. Reverse diffusion is the worst, 0.29 at 64 steps.
    assertThat(errors.get(0)).isLessThan(0.35);
    assertThat(errors.get(1)).isLessThan(errors.get(0) / 3.0);
  }

  @ParameterizedTest
  @MethodSource
  void doesNotOvershootInALongLastStep(Sampler sampler) {
    double variance = 0.02 * 0.02;
    GaussianDrift drift = GaussianDrift.isotropic(VP, 1, 0.5, 0.02);
    TimeGrid grid = TimeGrid.uniform(Sde.HORIZON, 1e-4, 128);
    // Equal steps of t are too long near 0: all of the variance may be lost, but none is made up.
    assertThat(momentError(VP, drift, sampler, grid) / variance).isLessThan(1.5);
  }

  static Stream<Sampler> doesNotOvershootInALongLastStep() {
    return Stream.of(ANCESTRAL, ddim(0.0), dpm(2, 0.0), dpm(2, 1.0), dpm(3, 0.0), dpm(3, 1.0));
  }

  private static double declared(Sampler sampler) {
    return sampler.order().deterministic().orElseGet(() -> sampler.order().weak().orElseThrow());
  }

  private static double momentError(Sde sde, GaussianDrift drift, Sampler sampler, TimeGrid grid) {
    int dimension = drift.mean().length;
    AffineChain chain = AffineChain.read(stepper(sde, sampler, grid), drift, NOISE, dimension);
    return chain.end(drift.moments(grid.first())).distance(drift.moments(grid.last()));
  }

  private static GridStepper stepper(Sde sde, Sampler sampler, TimeGrid grid) {
    return GridStepper.sampling(sampler.method(sde), grid, sde, EndPolicy.STOP, NOISE);
  }

  private static double[] end(GridStepper stepper, DriftFunction drift) {
    List<double[]> ends = new ArrayList<>();
    double[] start = {0.7, -1.1};
    new Integrator(drift, 1)
        .integrate(
            stepper,
            List.of(stepper.start(new RowId(0), start)).iterator(),
            state -> ends.add(state.x()));
    return ends.get(0);
  }

  private static Sampler ddim(double eta) {
    return sampler(SamplerKind.DDIM, Map.of(ETA, eta));
  }

  private static Sampler edm(double churn) {
    return sampler(SamplerKind.EDM_STOCHASTIC, Map.of(CHURN, churn));
  }

  private static Sampler dpm(int order, double eta) {
    return sampler(SamplerKind.SDE_DPM_SOLVER, Map.of(ORDER, (double) order, ETA, eta));
  }

  private static Sampler sampler(SamplerKind kind, Map<SamplerOption, Double> options) {
    return new Sampler(kind, new SamplerSettings(new TreeMap<>(options)));
  }
}
