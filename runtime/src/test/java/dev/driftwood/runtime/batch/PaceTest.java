package dev.driftwood.runtime.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
  // A thousand rows a second.
  private final Pace pace =
      new Pace(Map.of(Lane.DRIFT, new Buckets(List.of(new Bucket(1, 0.001, 0)))));

  @Test
  void tellsWhatCallsTakeOnAverageEvenWhereAFewTakeTheTime() {
    for (int call = 0; call < 20_000; call++) {
      pace.observe(Lane.DRIFT, 1, call % 100 == 0 ? 0.2 : 0.001);
    }

    // 99 calls of 1 ms and one of 200 ms: 2.99 ms on average; the last pause weighs 4 % of it.
    assertThat(pace.seconds(1000, 0)).isCloseTo(2.99, within(0.25));
  }

  @Test
  void isNotChangedMuchByOnePause() {
    for (int call = 0; call < 5_000; call++) {
      pace.observe(Lane.DRIFT, 1, 0.001);
    }
    pace.observe(Lane.DRIFT, 1, 0.5);

    assertThat(pace.seconds(1000, 0)).isBetween(1.0, 1.3);
  }

  @Test
  void isNotChangedMuchByAMachineThatStoodStill() {
    pace.observe(Lane.DRIFT, 1, 30);

    // Of thirty seconds one is believed, against a second by the first measurements: 1 + 1 / 0.82.
    assertThat(pace.seconds(1000, 0)).isBetween(1.5, 2.5);
  }

  @Test
  void believesThatTheMachineIsFreeAgainWhenNobodyHasCalledForAWhile() {
    AtomicLong now = new AtomicLong();
    Pace clocked =
        new Pace(Map.of(Lane.DRIFT, new Buckets(List.of(new Bucket(1, 0.001, 0)))), now::get);
    for (int call = 0; call < 1_000; call++) {
      now.addAndGet(TimeUnit.MILLISECONDS.toNanos(50));
      clocked.observe(Lane.DRIFT, 1, 0.05);
    }
    assertThat(clocked.seconds(1000, 0)).isGreaterThan(25);
    now.addAndGet(TimeUnit.SECONDS.toNanos(80));

    // Fifty times as slow, less e^-8 of that.
    assertThat(clocked.seconds(1000, 0)).isCloseTo(1.0, within(0.05));
  }

  @Test
  void comesBackWhenTheMachineIsFreeAgain() {
    for (int call = 0; call < 1_000; call++) {
      pace.observe(Lane.DRIFT, 1, 0.01);
    }
    assertThat(pace.seconds(1000, 0)).isGreaterThan(5);
    for (int call = 0; call < 30_000; call++) {
      pace.observe(Lane.DRIFT, 1, 0.001);
    }

    assertThat(pace.seconds(1000, 0)).isCloseTo(1.0, within(0.05));
  }

  @Test
  void countsRowsBesideEachOther() {
    Demand demand = new Demand(10, 5, 0, 0, 0);

    assertThat(pace.alone(demand)).isCloseTo(0.05, within(1e-12));
  }
}
