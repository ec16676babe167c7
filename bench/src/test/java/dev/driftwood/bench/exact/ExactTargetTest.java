package dev.driftwood.bench.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.Query;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExactTargetTest {
  /** Of central differences: cubic errors of 1e-10 and rounding errors of 1e-11 are in balance. */
  private static final double STEP = 1e-5;

  static Stream<Arguments> lawsAndDiffusions() {
    return Targets.names().stream()
        .flatMap(name -> Stream.of(SdeSpec.Type.values()).map(type -> Arguments.of(name, type)));
  }

  @ParameterizedTest
  @MethodSource("lawsAndDiffusions")
  void givesTheDriftThatTheLogDensityHas(String name, SdeSpec.Type type) {
    ExactTarget target = target(name, type);
    for (double t : new double[] {0.01, 0.2, 0.6, 1}) {
      double[] y = noised(target, 3, t);
      double[] v = direction(target.dimension());

      double slope =
          (target.logDensity(moved(y, v, STEP), t) - target.logDensity(moved(y, v, -STEP), t))
              / (2 * STEP);
      double[] drift = evaluate(target, new Query(y, t, Query.UNLABELLED)).drift();

      // Log-densities of some 10³ are exact to 10⁻¹²; over twice the step that is 10⁻⁷.
      assertThat(Vectors.dot(drift, v) / target.sde().g(t))
          .isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope))));
    }
  }

  @ParameterizedTest
  @MethodSource("lawsAndDiffusions")
  void givesTheTracesThatTheDriftHas(String name, SdeSpec.Type type) {
    ExactTarget target = target(name, type);
    for (double t : new double[] {0, 0.2, 0.6, 1}) {
      // Half-way between two draws, so that more than one component has a say where t is large.
      double[] y = moved(noised(target, 3, t), noised(target, 4, t), 1);
      y = Vectors.scaled(0.5, y);
      double[] v = direction(target.dimension());
      double[] w = noised(target, 5, t);

      Evaluation answer = evaluate(target, new Query(y, t, List.of(v, w)));

      // Third derivatives of a law with deviations of 0.05 are some 10⁴: times the step squared.
      assertThat(answer.traces()).hasSize(2);
      assertThat(answer.traces()[0])
          .isCloseTo(product(target, y, t, v), within(1e-5 * Math.abs(answer.traces()[0])));
      assertThat(answer.traces()[1])
          .isCloseTo(product(target, y, t, w), within(1e-5 * Math.abs(answer.traces()[1])));
    }
  }

  private static double product(ExactTarget target, double[] y, double t, double[] v) {
    double[] after = evaluate(target, new Query(moved(y, v, STEP), t, -1)).drift();
    double[] before = evaluate(target, new Query(moved(y, v, -STEP), t, -1)).drift();
    return Vectors.dot(v, Vectors.difference(after, before)) / (2 * STEP);
  }

  @Test
  void answersEachQueryAsIfItWereAlone() {
    ExactTarget target = target("mixture-64d", SdeSpec.Type.VP);
    List<Query> queries =
        Stream.of(0.5, 0.1, 0.5, 0.9)
            .map(t -> new Query(noised(target, Math.round(10 * t), t), t, -1))
            .toList();

    List<Evaluation> together = target.evaluate(queries);

    assertThat(together).hasSize(4);
    for (int i = 0; i < 4; i++) {
      assertThat(together.get(i).drift()).isEqualTo(evaluate(target, queries.get(i)).drift());
    }
    assertThat(together.get(0).drift()).isNotEqualTo(together.get(1).drift());
  }

  @Test
  void refusesPointsOfAnotherDimension() {
    ExactTarget target = target("mixture-2d", SdeSpec.Type.VP);

    assertThatThrownBy(() -> evaluate(target, new Query(new double[3], 0.5, -1)))
        .hasMessageContaining("y: 3 numbers (expected: 2)");
  }

  private static ExactTarget target(String name, SdeSpec.Type type) {
    Sde sde = SdeSpec.of(type).toSde();
    return new ExactTarget(Targets.byName(name), sde);
  }

  private static Evaluation evaluate(ExactTarget target, Query query) {
    return target.evaluate(List.of(query)).get(0);
  }

  private static double[] noised(ExactTarget target, long row, double t) {
    double[] noise = new double[target.dimension()];
    new NoiseStream(1).normals(row, Purpose.SOLVER, 0, 0, 0, noise);
    double[] y = Vectors.scaled(target.sde().alpha(t), target.draw(1, row));
    Vectors.add(y, target.sde().sigma(t), noise);
    return y;
  }

  private static double[] direction(int dimension) {
    double[] v = new double[dimension];
    new NoiseStream(2).normals(0, Purpose.PROBE, 0, 0, 0, v);
    return Vectors.scaled(1 / Math.sqrt(Vectors.dot(v, v)), v);
  }

  private static double[] moved(double[] y, double[] v, double step) {
    double[] moved = y.clone();
    Vectors.add(moved, step, v);
    return moved;
  }
}
