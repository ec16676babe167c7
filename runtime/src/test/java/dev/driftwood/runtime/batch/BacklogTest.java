package dev.driftwood.runtime.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BacklogTest {
  // A thousand evaluations a second in calls of ten.
  private final Backlog backlog =
      new Backlog(
          new Pace(Map.of(Lane.DRIFT, new Buckets(List.of(new Bucket(10, 0.01, 0))))),
          Duration.ofSeconds(100),
          1000);

  @Test
  void refusesAtOnceWhatWouldBeLateEvenAlone() {
    Overload refusal = refused(demand(10_000, 5));

    assertThat(refusal.kind()).isEqualTo(Overload.Kind.DEADLINE);
    assertThat(refusal.predicted()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(13));
    assertThat(backlog.open()).isZero();
  }

  @Test
  void refusesWhatWouldBeLateBehindTheQueueAndSaysWhenToComeAgain() {
    backlog.admit(demand(10_000, 15));

    Overload refusal = refused(demand(5_000, 16));

    assertThat(refusal.kind()).isEqualTo(Overload.Kind.QUEUE);
    assertThat(refusal.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
  }

  @Test
  void letsInASmallRequestWithLittleTimeBesideALargeOneWithMuch() {
    backlog.admit(demand(50_000, 90));

    assertThat(backlog.admit(demand(1_000, 3))).isNotNull();
  }

  @Test
  void refusesAnEarlyRequestThatWouldMakeALaterOneLate() {
    backlog.admit(demand(10_000, 12));

    assertThat(refused(demand(3_000, 5)).kind()).isEqualTo(Overload.Kind.QUEUE);
  }

  @Test
  void letsInAgainWhenAClaimIsClosedSpentOrCancelled() {
    Claim first = backlog.admit(demand(10_000, 15));
    first.spend(9_000);
    Claim second = backlog.admit(demand(5_000, 8));
    second.cancel();
    Claim third = backlog.admit(demand(5_000, 8));
    third.close();
    third.close();

    assertThat(backlog.admit(demand(5_000, 8))).isNotNull();
    assertThat(backlog.open()).isEqualTo(3);
  }

  @Test
  void forgetsWorkThatTurnsOutNotToBe() {
    Claim stream = backlog.admit(demand(100, 15));
    stream.again();
    stream.again();
    stream.spend(20);

    stream.remain(2);
    assertThat(backlog.evaluations()).isEqualTo(200);
    stream.remain(0);
    assertThat(backlog.evaluations()).isZero();
  }

  @Test
  void refusesMoreBytesThanThereAre() {
    backlog.admit(new Demand(1, 1, 0, 700, demand(1, 50).deadline()));

    Overload refusal = refused(new Demand(1, 1, 0, 400, demand(1, 50).deadline()));

    assertThat(refusal.kind()).isEqualTo(Overload.Kind.BYTES);
    assertThat(refusal.retryAfter()).isPositive();
  }

  @Test
  void refusesMoreWorkThanMayWaitWhateverTheDeadlines() {
    backlog.admit(demand(60_000, 1e6));

    assertThat(refused(demand(40_000, 1e6)).kind()).isEqualTo(Overload.Kind.QUEUE);
  }

  @Test
  void callsThosePressingWhoHaveNoTimeToLose() {
    Claim relaxed = backlog.admit(demand(1_000, 90));
    Claim pressed = backlog.admit(demand(10_000, 13));

    List<Claim> pressing = backlog.pressing(System.nanoTime());

    assertThat(pressing).containsExactly(pressed).doesNotContain(relaxed);
  }

  private Overload refused(Demand demand) {
    Overload refusal = catchThrowableOfType(Overload.class, () -> backlog.admit(demand));
    assertThat(refusal).isNotNull();
    return refusal;
  }

  /** Evaluations of ten rows. */
  private static Demand demand(long evaluations, double seconds) {
    long deadline = System.nanoTime() + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    return new Demand(10, Math.max(1, evaluations / 10), 0, 0, deadline);
  }
}
