package dev.driftwood.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.sde.Sde;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectivePlanTest {
  private static final Sde VP = SdeSpec.of(SdeSpec.Type.VP).toSde();
  private static final ObjectivePlan PLAN = ObjectivePlan.STANDARD;

  @ParameterizedTest
  @ValueSource(doubles = {1e-4, 0.03, 0.5, 1})
  void weighsTheCleanItemAsTheAuthorsDo(double t) {
    double ratio = VP.sigma(t) / VP.alpha(t);
    double variance = 0.5 * 0.5;
    // The squared error of the noise is that of the clean item over σ̃².
    double karras = (ratio * ratio + variance) / (ratio * ratio * variance);
    assertThat(Weighting.EDM.at(VP, t, PLAN) / (ratio * ratio))
        .isCloseTo(karras, within(1e-12 * karras));
    double snr = 1 / (ratio * ratio);
    double hang = Math.min(snr, 5) / snr;
    assertThat(Weighting.MIN_SNR.at(VP, t, PLAN)).isCloseTo(hang, within(1e-12 * hang));
    assertThat(Weighting.SIGMA.at(VP, t, PLAN)).isEqualTo(1);
  }

  /** Weighing and drawing more often are the same thing, so both give the likelihood's bound. */
  @ParameterizedTest
  @EnumSource(SdeSpec.Type.class)
  void weighsForTheLikelihoodAsTheImportanceDensityDraws(SdeSpec.Type type) {
    Sde sde = SdeSpec.of(type).toSde();
    var density = sde.importanceDensity();
    for (double t : new double[] {0, 1e-4, 1e-3, 0.1, 0.7, 1}) {
      double drawn = density.normaliser() * density.density(t);
      assertThat(Weighting.LIKELIHOOD.at(sde, t, PLAN)).isCloseTo(drawn, within(1e-9 * drawn));
    }
  }

  @Test
  void isFiniteWhereThereIsNoNoise() {
    for (Weighting weighting : Weighting.values()) {
      assertThat(weighting.at(VP, 0, PLAN)).isFinite();
    }
  }

  @ParameterizedTest
  @EnumSource(SdeSpec.Type.class)
  void drawsNoiseLevelsFromALogNormalLaw(SdeSpec.Type type) {
    Sde sde = SdeSpec.of(type).toSde();
    DoubleUnaryOperator times = Times.LOG_NORMAL.of(sde, PLAN);
    // Φ(−1), Φ(0), Φ(1).
    double[] shares = {0.15865525393145705, 0.5, 0.8413447460685429};
    for (int i = 0; i < 3; i++) {
      double t = times.applyAsDouble(shares[i]);
      double logRatio = -0.5 * sde.logSnr(t);
      // The time is a double in [0, 1], so ln σ̃ has fewer digits where it is steep.
      assertThat(logRatio).isCloseTo(-1.2 + 1.2 * (i - 1), within(1e-9));
    }
    assertThat(times.applyAsDouble(1e-12)).isBetween(0.0, 1.0);
    assertThat(times.applyAsDouble(1 - 1e-12)).isBetween(0.0, 1.0);
  }

  @Test
  void climbsAGeometricLadder() {
    Sde sde = new SdeSpec(SdeSpec.Type.VE, Map.of("sigmaMin", 0.01, "sigmaMax", 1.0)).toSde();
    ObjectivePlan ten =
        new ObjectivePlan(Loss.DSM, Weighting.SIGMA, Times.LADDER, false, 5, 0.5, 10);
    DoubleUnaryOperator times = Times.LADDER.of(sde, ten);
    for (int level = 0; level < 10; level++) {
      double sigma = 0.01 * Math.pow(100, level / 9.0);
      assertThat(sde.sigma(times.applyAsDouble((level + 1e-6) / 10)))
          .isCloseTo(sigma, within(1e-12));
      assertThat(sde.sigma(times.applyAsDouble((level + 1 - 1e-6) / 10)))
          .isCloseTo(sigma, within(1e-12));
    }
  }
}
