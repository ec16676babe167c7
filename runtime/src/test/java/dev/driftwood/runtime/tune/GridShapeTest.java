package dev.driftwood.runtime.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.SubVariancePreserving;
import dev.driftwood.runtime.sde.VarianceExploding;
import dev.driftwood.runtime.sde.VariancePreserving;
import dev.driftwood.runtime.solve.GridSpec;
import dev.driftwood.runtime.solve.TimeGrid;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GridShapeTest {
  private static final Sde VP = VariancePreserving.standard();

  @Test
  void flatDensityIsTheGridOfEqualSteps() {
    TimeGrid grid = new GridShape(List.of(0.3, 0.3, 0.3)).grid(VP, 1e-3, 10);
    TimeGrid expected = GridSpec.parse("log-snr").grid(VP, 1e-3, 10);
    for (int i = 0; i <= 10; i++) {
      // Sums of 400 equal cells.
      assertThat(grid.at(i)).isCloseTo(expected.at(i), within(1e-12));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"uniform", "quadratic", "log-snr", "karras"})
  void isLikeAKnownGrid(String name) {
    for (Sde sde : List.of(VP, SubVariancePreserving.standard(), VarianceExploding.standard())) {
      TimeGrid known = GridSpec.parse(name).grid(sde, 1e-3, 10);
      TimeGrid like = GridShape.like(GridSpec.parse(name), sde, 1e-3).grid(sde, 1e-3, 10);
      for (int i = 1; i < 10; i++) {
        // Five knots are no exact copy, but a start for a search: within 2.5 of a range of 14 to
        // 17.
        assertThat(sde.logSnr(like.at(i))).isCloseTo(sde.logSnr(known.at(i)), within(2.5));
      }
    }
  }

  @Test
  void hasMoreStepsWhereItIsDenser() {
    GridShape shape = new GridShape(List.of(0.0, 0.0, 0.0));
    TimeGrid dense = shape.moved(2, 2.0).grid(VP, 1e-3, 8);
    assertThat(dense.at(4)).isLessThan(shape.grid(VP, 1e-3, 8).at(4));
    assertThat(shape.logDensities()).containsExactly(0.0, 0.0, 0.0);
  }
}
