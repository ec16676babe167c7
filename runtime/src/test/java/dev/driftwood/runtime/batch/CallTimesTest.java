package dev.driftwood.runtime.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallTimesTest {
  @Test
  void countsCallsByLaneSizeAndTime() {
    CallTimes times = new CallTimes();
    times.observe(Lane.PRODUCT, 1, 0.3);
    times.observe(Lane.DRIFT, 5, 0.0001);
    times.observe(Lane.DRIFT, 8, 99);
    times.observe(Lane.DRIFT, 4, 0.00011);

    assertThat(times.all())
        .extracting(time -> time.lane() + " " + time.rows() + " " + time.calls())
        .containsExactly("DRIFT 4 1", "DRIFT 8 2", "PRODUCT 1 1");
    CallTime eight = times.all().get(1);
    assertThat(eight.counts()).hasSize(CallTime.BOUNDS.size() + 1);
    // A bound belongs to what is below it, and the last count is of what is beyond all bounds.
    assertThat(eight.counts().get(0)).isEqualTo(1);
    assertThat(eight.counts().get(CallTime.BOUNDS.size())).isEqualTo(1);
    assertThat(eight.seconds()).isCloseTo(99.0001, within(1e-9));
    assertThat(times.all().get(0).counts().get(1)).isEqualTo(1);
  }

  @Test
  void knowsEveryCallOfABatcherAndWhatAClaimHasSpent() {
    Map<Lane, Buckets> measured =
        Map.of(Lane.DRIFT, Buckets.measured(8, rows -> Collections.nCopies(rows, 0), () -> 0));
    Network network = new Network(queries -> {});
    try (StepBatcher batcher =
        StepBatcher.start(
            network, BatchSettings.DEFAULT.withMostRows(8), measured, Admission.usual(), "test")) {
      Claim claim = batcher.backlog().admit(Work.demand(1));
      assertThat(claim.waited()).isEmpty();

      assertThat(Work.of(1, 3, 5).submit(batcher, claim).end()).isEmpty();

      assertThat(claim.spent()).isEqualTo(15);
      assertThat(claim.waited()).isPresent();
      assertThat(batcher.backlog().bytes()).isEqualTo(claim.demand().bytes());
      assertThat(batcher.times())
          .singleElement()
          .matches(time -> time.rows() == 4 && time.lane() == Lane.DRIFT)
          .matches(time -> time.calls() == batcher.statistics().calls());
    }
  }
}
