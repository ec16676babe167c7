package dev.driftwood.runtime.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.solve.Asking;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.Guidance;
import dev.driftwood.runtime.solve.GuidedAsking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final int ENDLESS = 100_000;
  private static final int CALLS = 240;

  private final Backlog backlog =
      new Backlog(
          new Pace(Map.of(Lane.DRIFT, new Buckets(List.of(new Bucket(4, 1e-6, 0))))),
          Duration.ofDays(1),
          Long.MAX_VALUE);
  private final List<Job<?>> ring = new ArrayList<>();

  @Test
  void givesRequestsEqualSharesHoweverManyRowsTheyHave() {
    for (int i = 0; i < 4; i++) {
      ring.add(job(Work.of(i, 50, ENDLESS)));
      ring.add(job(Work.of(10 + i, 1, ENDLESS)));
    }

    Map<Job<?>, Integer> shares = shares(4);

    // 240 calls of four among eight.
    assertThat(shares.values()).hasSize(8).allSatisfy(n -> assertThat(n).isBetween(116, 124));
  }

  @Test
  void givesRequestsEqualSharesHoweverOftenARowAsks() {
    Asking twice = new GuidedAsking(Guidance.of(3), 9);
    for (int i = 0; i < 3; i++) {
      ring.add(job(Work.asking(i, 50, ENDLESS, twice)));
      ring.add(job(Work.of(10 + i, 50, ENDLESS)));
    }

    Map<Job<?>, Integer> shares = shares(4);

    // 240 calls of four among six; the last may be missing a row that did not fit.
    assertThat(shares.values()).hasSize(6).allSatisfy(n -> assertThat(n).isBetween(150, 170));
  }

  private Job<?> job(Work work) {
    return work.job(backlog.admit(Work.demand(1)));
  }

  /** Rows of the network that each gets in many calls. */
  private Map<Job<?>, Integer> shares(int room) {
    Map<Job<?>, Integer> shares = new HashMap<>();
    for (int call = 0; call < CALLS; call++) {
      ring.forEach(job -> job.fill(8));
      for (Job.Pick<?> pick : Turns.take(ring, List.of(), Lane.DRIFT, room)) {
        shares.merge(pick.job(), pick.seat().units(), Integer::sum);
        pick.answer(
            IntStream.range(0, pick.seat().questions().size())
                .mapToObj(i -> new Evaluation(new double[] {0, 0}))
                .toList());
      }
    }
    return shares;
  }
}
