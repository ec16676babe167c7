package dev.driftwood.runtime.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.fixture.GaussianDrift;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sde.CosineVariancePreserving;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.SubVariancePreserving;
import dev.driftwood.runtime.sde.VarianceExploding;
import dev.driftwood.runtime.sde.VariancePreserving;
import dev.driftwood.runtime.solve.EndPolicy;
import dev.driftwood.runtime.solve.GenerativeFamily;
import dev.driftwood.runtime.solve.GridStepper;
import dev.driftwood.runtime.solve.Integrator;
import dev.driftwood.runtime.solve.PriorDraw;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.TimeGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("one-jdk")
class SampleMomentsTest {
  private static final double[] MEAN = {0.5, -0.3};
  private static final double[][] COVARIANCE = {{0.09, 0.04}, {0.04, 0.16}};

  /**
   * Five standard errors for each of five moments: a false alarm once in 3e5 fresh seeds. To that
   * comes the bias of the method, below 0.5 % of the variances at 200 steps; on VE, where a step of
   * 1/1000 shrinks the scale by 0.9 %, it is r h/2 a step and 4 % in the end without noise.
   */
  @ParameterizedTest
  @MethodSource("samplers")
  void samplesHaveTheMomentsOfTheData(Sde sde, double lambda, int steps, int rows, double bias) {
    List<double[]> samples = sample(sde, lambda, steps, rows);
    double[] mean = new double[2];
    double[][] covariance = new double[2][2];
    for (double[] x : samples) {
      for (int i = 0; i < 2; i++) {
        mean[i] += x[i] / rows;
        for (int j = 0; j < 2; j++) {
          covariance[i][j] += (x[i] - MEAN[i]) * (x[j] - MEAN[j]) / rows;
        }
      }
    }
    for (int i = 0; i < 2; i++) {
      double error = 5.0 * Math.sqrt(COVARIANCE[i][i] / rows);
      assertThat(mean[i]).isCloseTo(MEAN[i], within(error + 2e-3));
      for (int j = 0; j < 2; j++) {
        double product = COVARIANCE[i][i] * COVARIANCE[j][j];
        double square = COVARIANCE[i][j] * COVARIANCE[i][j];
        double slack = 5.0 * Math.sqrt((product + square) / rows) + bias * Math.sqrt(product);
        assertThat(covariance[i][j]).isCloseTo(COVARIANCE[i][j], within(slack));
      }
    }
  }

  static Stream<Arguments> samplers() {
    Sde vp = VariancePreserving.standard();
    Sde subVp = SubVariancePreserving.standard();
    Sde ve = VarianceExploding.standard();
    Sde cosine = CosineVariancePreserving.standard();
    return Stream.of(
        Arguments.of(vp, -0.5, 200, 8192, 0.005),
        Arguments.of(vp, 0.0, 200, 8192, 0.005),
        Arguments.of(vp, 0.5, 200, 8192, 0.005),
        Arguments.of(vp, 1.0, 200, 8192, 0.005),
        Arguments.of(subVp, 0.0, 200, 8192, 0.005),
        Arguments.of(subVp, 1.0, 200, 8192, 0.005),
        Arguments.of(cosine, 0.0, 200, 8192, 0.005),
        Arguments.of(cosine, 1.0, 200, 8192, 0.005),
        Arguments.of(ve, 0.0, 1000, 2048, 0.02),
        Arguments.of(ve, 1.0, 1000, 2048, 0.06));
  }

  private static List<double[]> sample(Sde sde, double lambda, int steps, int rows) {
    NoiseStream noise = new NoiseStream(20);
    TimeGrid grid = TimeGrid.uniform(1.0, 1e-3, steps);
    EulerMaruyama method = new EulerMaruyama(new GenerativeFamily(sde, lambda));
    GridStepper stepper = GridStepper.sampling(method, grid, sde, EndPolicy.MEAN, noise);
    PriorDraw prior = new PriorDraw(sde, noise);
    List<double[]> samples = new ArrayList<>();
    new Integrator(new GaussianDrift(sde, MEAN, COVARIANCE), 256)
        .integrate(
            stepper,
            LongStream.range(0, rows)
                .mapToObj(RowId::new)
                .map(id -> stepper.start(id, prior.of(id, 2)))
                .iterator(),
            state -> samples.add(state.x()));
    return samples;
  }
}
