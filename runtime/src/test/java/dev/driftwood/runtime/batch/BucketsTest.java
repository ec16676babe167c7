package dev.driftwood.runtime.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketsTest {
  // As on a graphics card: nearly free up to 16 rows, in proportion from there on.
  private static final Buckets CARD =
      new Buckets(
          List.of(
              new Bucket(1, 1.0, 0),
              new Bucket(4, 1.1, 0),
              new Bucket(16, 1.2, 0),
              new Bucket(32, 2.4, 0)));

  @Test
  void takesTheSmallestSizeThatIsAsFastARow() {
    assertThat(CARD.best().rows()).isEqualTo(16);
  }

  @Test
  void measuresPowersOfTwo() {
    List<Integer> asked = new ArrayList<>();

    Buckets measured = Buckets.measured(9, asked::add, () -> 0);

    assertThat(measured.sizes()).extracting(Bucket::rows).containsExactly(1, 2, 4, 8);
    assertThat(asked).contains(1, 2, 4, 8);
  }

  /** A machine that is busy with something else when it is one size's turn. */
  @Test
  void blamesNoSizeForWhatElseTheMachineDid() {
    int[] halts = {3};

    Buckets measured =
        Buckets.measured(8, rows -> busy(rows == 4 && halts[0]-- > 0 ? 0.1 : 1e-4 * rows), () -> 0);

    assertThat(measured.seconds(4)).isLessThan(0.05);
  }

  private static void busy(double seconds) {
    long end = System.nanoTime() + (long) (1e9 * seconds);
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void tellsSecondsOfSizesInBetweenAndBeyond() {
    assertThat(CARD.seconds(10)).isCloseTo(1.15, within(1e-12));
    assertThat(CARD.seconds(64)).isCloseTo(4.8, within(1e-12));
  }

  @Test
  void padsToMeasuredSizesAndShrinksOnlyAfterAWhile() {
    BatchSettings settings = new BatchSettings(32, true, 2, true);
    BucketChoice choice = new BucketChoice(CARD, settings);

    assertThat(choice.rows(3)).isEqualTo(4);
    assertThat(choice.rows(12)).isEqualTo(16);
    assertThat(List.of(choice.rows(3), choice.rows(3))).containsExactly(16, 16);
    assertThat(choice.rows(3)).isEqualTo(4);
  }

  @Test
  void forgetsThatLessWaitedWhenMoreWaitsAgain() {
    BucketChoice choice = new BucketChoice(CARD, new BatchSettings(32, true, 2, true));
    choice.rows(12);
    choice.rows(3);
    choice.rows(3);
    choice.rows(12);

    assertThat(choice.rows(3)).isEqualTo(16);
  }

  @Test
  void takesWhatWaitsWhereShapesAreFree() {
    BucketChoice choice = new BucketChoice(CARD, new BatchSettings(32, false, 2, true));

    assertThat(choice.rows(3)).isEqualTo(3);
    assertThat(choice.rows(40)).isEqualTo(16);
  }
}
