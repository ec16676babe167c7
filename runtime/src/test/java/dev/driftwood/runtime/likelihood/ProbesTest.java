package dev.driftwood.runtime.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.fixture.TurnedDrift;
import dev.driftwood.runtime.likelihood.Probes.Law;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.VariancePreserving;
import dev.driftwood.runtime.solve.ButcherTableau;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.TimeGrid;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbesTest {
  private static final NoiseStream NOISE = new NoiseStream(8);
  private static final Sde VP = VariancePreserving.standard();
  private static final RowId ID = new RowId(1);

  @Test
  void orthogonalOnesAreAtRightAnglesAndOfTheLengthOfWhiteNoise() {
    List<double[]> v = new Probes(Law.ORTHOGONAL, 5, NOISE).directions(ID, 0, 7).around();
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 5; j++) {
        assertThat(Vectors.dot(v.get(i), v.get(j))).isCloseTo(i == j ? 7.0 : 0.0, within(1e-12));
      }
    }
  }

  @Test
  void asManyOrthogonalOnesAsDimensionsLeaveNothingToChance() {
    TurnedDrift drift = TurnedDrift.mixture(VP, 8);
    LikelihoodTerms all = score(new Probes(Law.ORTHOGONAL, 8, NOISE), drift);
    assertThat(all.nats()).isCloseTo(score(Probes.exact(NOISE), drift).nats(), within(1e-9));
    assertThat(all.standardError()).isZero();
  }

  @Test
  void controlOfTheDataItselfLeavesNothingToChance() {
    TurnedDrift drift = TurnedDrift.normal(VP, 16);
    double[][] directions = new double[16][];
    for (int d = 0; d < 16; d++) {
      double[] unit = new double[16];
      unit[d] = 1.0;
      directions[d] = drift.back(unit);
    }
    DataCovariance covariance = DataCovariance.aboveFloor(16, directions, drift.variances(), 0.0);
    for (Law law : List.of(Law.RADEMACHER, Law.GAUSSIAN, Law.HUTCH_PLUS_PLUS)) {
      Probes probes = new Probes(law, 4, NOISE).controlledBy(covariance);
      LikelihoodTerms terms = score(probes, drift);
      assertThat(terms.nats()).isCloseTo(score(Probes.exact(NOISE), drift).nats(), within(1e-8));
      assertThat(terms.standardError()).isCloseTo(0.0, within(1e-8));
    }
    // So that the lines above say something.
    assertThat(score(Probes.rademacher(4, NOISE), drift).standardError()).isGreaterThan(0.1);
  }

  /** The product with A agrees with its quadratic form and its trace. */
  @Test
  void normalJacobianIsOneMatrix() {
    TurnedDrift drift = TurnedDrift.mixture(VP, 64);
    NormalJacobian normal = ErrorBarsTest.largest(drift).jacobian(VP, 0.3);
    double trace = 0.0;
    for (int d = 0; d < 64; d++) {
      double[] unit = new double[64];
      unit[d] = 1.0;
      trace += normal.form(unit);
      assertThat(normal.product(unit)[d]).isCloseTo(normal.form(unit), within(1e-12));
    }
    assertThat(normal.trace()).isCloseTo(trace, within(1e-9));
  }

  /** The subspace follows the directions in which the Jacobian differs most from the rest. */
  @Test
  void hutchTakesTheLargestDirectionsOutOfTheChance() {
    TurnedDrift drift = TurnedDrift.mixture(VP, 64);
    double[] x = ErrorBarsTest.point(drift);
    double sketched =
        Scored.one(ErrorBarsTest.unipc(new Probes(Law.HUTCH_PLUS_PLUS, 32, NOISE)), drift, x)
            .standardError();
    double plain =
        Scored.one(ErrorBarsTest.unipc(new Probes(Law.GAUSSIAN, 32, NOISE)), drift, x)
            .standardError();
    // Measured 0.75 against 7.4; spherical probes alone would leave 1.
    assertThat(sketched).isLessThan(0.2 * plain);
  }

  @Test
  void hutchNeedsStepsToGoOnFrom() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                FlowLikelihood.onGrid(
                    VP,
                    new Probes(Law.HUTCH_PLUS_PLUS, 4, NOISE),
                    ButcherTableau.heun(),
                    TimeGrid.uniform(1e-3, 1.0, 5)))
        .withMessageStartingWith("probe: hutch++ (expected: another law");
  }

  @Test
  void fixedGridsDrawFreshProbesForEachStepAndKeepThemWithinIt() {
    DensityFlow flow = new DensityFlow(VP, Probes.rademacher(1, NOISE));
    double[] z = new double[65];
    double[] first = flow.at(0).query(ID, 0.1, z).tangents().get(0);
    assertThat(flow.at(0).query(ID, 0.2, z).tangents().get(0)).isEqualTo(first);
    assertThat(flow.at(1).query(ID, 0.2, z).tangents().get(0)).isNotEqualTo(first);
  }

  private static LikelihoodTerms score(Probes probes, TurnedDrift drift) {
    return Scored.one(ErrorBarsTest.unipc(probes), drift, ErrorBarsTest.point(drift));
  }
}
