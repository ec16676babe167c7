package dev.driftwood.trainer.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.trainer.report.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlicedWassersteinTest {
  private static final List<Point> SOME =
      List.of(new Point(0, 0), new Point(1, 0.5), new Point(-2, 3));

  @Test
  void isNothingForTheSamePointsInAnyOrder() {
    List<Point> reversed = List.of(SOME.get(2), SOME.get(1), SOME.get(0));
    assertThat(SlicedWasserstein.distance(SOME, reversed)).isZero();
  }

  @Test
  void isTwoOverPiOfAShift() {
    List<Point> shifted = SOME.stream().map(p -> new Point(p.x() + 3, p.y() - 4)).toList();
    // A shift by 5 projects to 5 |cos|, of mean 2/π; 64 angles give that mean to 1/64² or so.
    assertThat(SlicedWasserstein.distance(SOME, shifted)).isCloseTo(5 * 2 / Math.PI, within(2e-3));
  }

  @Test
  void refusesCloudsOfDifferentSize() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SlicedWasserstein.distance(SOME, SOME.subList(0, 2)))
        .withMessageContaining("3 and 2");
  }
}
