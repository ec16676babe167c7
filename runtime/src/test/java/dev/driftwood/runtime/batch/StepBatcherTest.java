package dev.driftwood.runtime.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.solve.AbandonableDrift;
import dev.driftwood.runtime.solve.Asking;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.GridState;
import dev.driftwood.runtime.solve.Guidance;
import dev.driftwood.runtime.solve.GuidedAsking;
import dev.driftwood.runtime.solve.IntegrationListener;
import dev.driftwood.runtime.solve.Outcome;
import dev.driftwood.runtime.solve.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StepBatcherTest {
  private static final Asking GUIDED = new GuidedAsking(new Guidance(3, 0.2, 0.7), 9);

  @Test
  void givesRowsTheBitsOfALoopOfTheirOwnWhoeverSharesTheirCalls() {
    List<Supplier<Work>> makers =
        List.of(
            () -> Work.of(1, 30, 7),
            () -> Work.asking(2, 13, 11, GUIDED),
            () -> Work.of(3, 1, 40),
            () -> Work.of(4, 100, 3));
    List<Map<Long, List<Double>>> alone = makers.stream().map(m -> m.get().alone().ends()).toList();
    Network network = new Network(queries -> {});

    try (StepBatcher batcher = batcher(network)) {
      List<Work> together = makers.stream().map(m -> m.get().submit(batcher)).toList();
      together.forEach(work -> assertThat(work.end()).isEmpty());

      assertThat(together.stream().map(Work::ends).toList()).isEqualTo(alone);
      assertThat(network.calls()).allMatch(call -> call.size() <= 8);
      assertThat(network.calls()).anyMatch(call -> labels(call) >= 3);
    }
  }

  private static long labels(List<Query> call) {
    return call.stream().mapToInt(Query::label).distinct().count();
  }

  @Test
  void serves1RowBesideAThousandInAFewCalls() {
    Gate gate = new Gate();
    Network network = new Network(queries -> gate.pass());

    try (StepBatcher batcher = batcher(network)) {
      Work large = Work.of(1, 1000, 50).submit(batcher);
      gate.awaitFirst();
      Work small = Work.of(2, 1, 10).submit(batcher);
      gate.open();
      assertThat(small.end()).isEmpty();

      // Its ten steps, the call that was under way, and what may have begun since it ended.
      List<List<Query>> calls = network.calls();
      List<Integer> own = new ArrayList<>();
      for (int i = 0; i < calls.size(); i++) {
        if (calls.get(i).stream().anyMatch(query -> query.label() == 2)) {
          own.add(i);
        }
      }
      assertThat(own).hasSize(10);
      assertThat(own.get(9)).isLessThanOrEqualTo(11);
      assertThat(large.ended()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 25, 49})
  void asksNothingMoreForATaskThatWasCancelledDuringACall(int call) {
    AtomicReference<Claim> claim = new AtomicReference<>();
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch known = new CountDownLatch(1);
    Network network =
        new Network(
            queries -> {
              await(known);
              if (calls.incrementAndGet() == call) {
                claim.get().cancel();
              }
            });

    try (StepBatcher batcher = batcher(network)) {
      claim.set(batcher.backlog().admit(Work.demand(1)));
      Work work = Work.of(1, 3, 50).submit(batcher, claim.get());
      known.countDown();
      assertThat(work.end()).isEmpty();

      assertThat(network.calls()).hasSize(call);
      assertThat(work.ends()).isEmpty();
      assertThat(batcher.statistics().wasted()).isEqualTo(3);
    }
  }

  @Test
  void asksNothingForATaskThatWasCancelledBeforeItsTurn() {
    Gate gate = new Gate();
    Network network = new Network(queries -> gate.pass());

    try (StepBatcher batcher = batcher(network)) {
      Work first = Work.of(1, 1, 3).submit(batcher);
      gate.awaitFirst();
      Claim claim = batcher.backlog().admit(Work.demand(1));
      Work second = Work.of(2, 1, 3).submit(batcher, claim);
      claim.cancel();
      gate.open();
      assertThat(first.end()).isEmpty();
      assertThat(second.end()).isEmpty();

      assertThat(network.calls()).allMatch(queries -> labels(queries) == 1).hasSize(3);
    }
  }

  @Test
  void givesATaskThatAsksTwiceARowNoMoreOfACall() {
    Gate gate = new Gate();
    Network network = new Network(queries -> gate.pass());
    Asking always = new GuidedAsking(Guidance.of(3), 9);

    try (StepBatcher batcher = batcher(network)) {
      Work holding = Work.of(5, 1, 1).submit(batcher);
      gate.awaitFirst();
      Work plain = Work.of(1, 8, 30).submit(batcher);
      Work guided = Work.asking(2, 8, 30, always).submit(batcher);
      gate.open();
      assertThat(List.of(holding.end(), plain.end(), guided.end())).allMatch(Optional::isEmpty);

      // While both have rows waiting, each gets half of a call of eight.
      List<List<Query>> shared =
          network.calls().stream().filter(call -> labels(call) == 3).limit(20).toList();
      assertThat(shared).hasSize(20);
      assertThat(shared)
          .allSatisfy(
              call -> assertThat(call.stream().filter(q -> q.label() == 1)).hasSizeBetween(3, 5));
    }
  }

  @Test
  void letsARequestWithNoTimeToLoseGoFirst() {
    Gate gate = new Gate();
    Network network = new Network(queries -> gate.pass());

    try (StepBatcher batcher = batcher(network)) {
      Work relaxed = Work.of(1, 64, 20).submit(batcher);
      gate.awaitFirst();
      // By its claim it has ten seconds for 2.6 million calls of 3e-6 s, and hardly any slack.
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      Claim claim = batcher.backlog().admit(new Demand(8, 2_600_000, 0, 0, deadline));
      Work pressing = Work.of(2, 8, 20).submit(batcher, claim);
      gate.open();
      assertThat(pressing.end()).isEmpty();

      List<List<Query>> calls =
          network.calls().stream()
              .filter(call -> call.stream().anyMatch(q -> q.label() == 2))
              .toList();
      // All eight rows are in every call but where the other was passed over too often.
      assertThat(calls).hasSizeLessThanOrEqualTo(23);
      assertThat(relaxed.ended()).isFalse();
    }
  }

  @Test
  void asksNothingMoreAfterTheDeadline() {
    Network network = new Network(queries -> pause(20));

    try (StepBatcher batcher = batcher(network)) {
      long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
      Claim claim = batcher.backlog().admit(new Demand(1, 1, 0, 0, deadline));
      Work work = Work.of(1, 1, 10_000).submit(batcher, claim);
      assertThat(work.end()).isEmpty();

      assertThat(network.calls()).hasSizeLessThanOrEqualTo(6);
      assertThat(work.ends()).isEmpty();
    }
  }

  @Test
  void letsARowThatBecomesNotFiniteFailAlone() {
    AbandonableDrift poisoned =
        (queries, abandoned) ->
            queries.stream()
                .map(q -> new Evaluation(q.label() == 2 && q.x()[0] > 0.5 ? nan() : q.x()))
                .toList();

    try (StepBatcher batcher = batcher(poisoned)) {
      Work well = Work.of(1, 5, 6).submit(batcher);
      Work ill = Work.of(2, 2, 6).submit(batcher);
      assertThat(well.end()).isEmpty();
      assertThat(ill.end()).isEmpty();

      assertThat(well.ends()).hasSize(5);
      assertThat(well.row(1).progress().outcome()).isEqualTo(Outcome.DONE);
      assertThat(ill.row(1).progress().outcome()).isEqualTo(Outcome.NOT_FINITE);
    }
  }

  private static double[] nan() {
    return new double[] {Double.NaN, 0};
  }

  @Test
  void failsOnlyTheTaskWhoseRowsMakeTheNetworkFail() {
    Network network =
        new Network(
            queries -> {
              if (queries.stream().anyMatch(query -> query.label() == 2)) {
                throw new IllegalStateException("no such class");
              }
            });

    try (StepBatcher batcher = batcher(network)) {
      Work well = Work.of(1, 20, 6).submit(batcher);
      Work ill = Work.of(2, 20, 6).submit(batcher);

      assertThat(ill.end()).get().extracting(Throwable::getMessage).isEqualTo("no such class");
      assertThat(well.end()).isEmpty();
      assertThat(well.ends()).isEqualTo(Work.of(1, 20, 6).alone().ends());
    }
  }

  @Test
  void failsOnlyTheTaskWhoseListenerFails() {
    try (StepBatcher batcher = batcher(new Network(queries -> {}))) {
      Work well = Work.of(1, 5, 6).submit(batcher);
      Work ill =
          Work.heard(
                  2,
                  5,
                  6,
                  new IntegrationListener<GridState>() {
                    @Override
                    public void moved(GridState state) {
                      throw new IllegalStateException("deaf");
                    }
                  })
              .submit(batcher);

      assertThat(ill.end()).get().extracting(Throwable::getMessage).isEqualTo("deaf");
      assertThat(well.end()).isEmpty();
    }
  }

  @Test
  void givesACallUpOnlyWhenNobodyWaitsForIt() throws Exception {
    AtomicReference<java.util.function.BooleanSupplier> given = new AtomicReference<>();
    CountDownLatch begun = new CountDownLatch(1);
    AbandonableDrift endless =
        (queries, abandoned) -> {
          if (queries.size() < 2) {
            return queries.stream().map(q -> new Evaluation(q.x())).toList();
          }
          given.set(abandoned);
          begun.countDown();
          while (!abandoned.getAsBoolean()) {
            Thread.onSpinWait();
          }
          throw new IllegalStateException("given up");
        };

    try (StepBatcher batcher = batcher(endless)) {
      Claim first = batcher.backlog().admit(Work.demand(1));
      Claim second = batcher.backlog().admit(Work.demand(1));
      Work one = Work.of(1, 1, 100_000).submit(batcher, first);
      Work other = Work.of(2, 1, 100_000).submit(batcher, second);
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

      first.cancel();
      assertThat(given.get().getAsBoolean()).isFalse();
      second.cancel();

      assertThat(one.end()).isEmpty();
      assertThat(other.end()).isEmpty();
    }
  }

  @Test
  void restsWhileATaskIsPaused() {
    AtomicReference<Claim> claim = new AtomicReference<>();
    CountDownLatch known = new CountDownLatch(1);
    Network network =
        new Network(
            queries -> {
              await(known);
              if (queries.get(0).t() > 0.9) {
                claim.get().pause();
              }
            });

    try (StepBatcher batcher = batcher(network)) {
      claim.set(batcher.backlog().admit(Work.demand(1)));
      Work work = Work.of(1, 1, 5).submit(batcher, claim.get());
      known.countDown();
      pause(100);
      assertThat(network.calls()).hasSize(1);
      claim.get().resume();
      batcher.wake();

      assertThat(work.end()).isEmpty();
      assertThat(network.calls()).hasSize(5);
    }
  }

  @Test
  void asksAPausedTaskForNoRows() {
    AtomicInteger asked = new AtomicInteger();
    Work work = Work.of(1, 2, 5).counting(asked);

    try (StepBatcher batcher = batcher(new Network(queries -> {}))) {
      Claim claim = batcher.backlog().admit(Work.demand(1));
      claim.pause();
      work.submit(batcher, claim);
      pause(60);
      assertThat(asked).hasValue(0);
      assertThat(work.ended()).isFalse();
      claim.resume();
      batcher.wake();

      assertThat(work.end()).isEmpty();
      assertThat(work.ends()).hasSize(2);
    }
  }

  @Test
  void givesQuickCallsAsMuchTimeAsSlowOnesOfAnotherKind() {
    List<Lane> lanes = new CopyOnWriteArrayList<>();
    CountDownLatch known = new CountDownLatch(1);
    Network network =
        new Network(
            queries -> {
              await(known);
              Lane lane = Lane.of(queries.get(0));
              lanes.add(lane);
              pause(lane == Lane.PRODUCT ? 30 : 1);
            });

    try (StepBatcher batcher = batcher(network)) {
      Work quick = Work.of(1, 1, 100_000).submit(batcher);
      Work slow = Work.of(2, 1, 10).alongDirections().submit(batcher);
      known.countDown();
      assertThat(slow.end()).isEmpty();

      // Ten slow calls: thirty quick ones for each, or on a busy machine a few.
      long between = lanes.stream().filter(lane -> lane == Lane.DRIFT).count();
      assertThat(between).isGreaterThan(30);
      assertThat(quick.ended()).isFalse();
    }
  }

  @Test
  void takesRequestsOneAfterTheOtherWhereTheyAreNotToJoin() {
    Network network = new Network(queries -> {});
    BatchSettings settings = BatchSettings.DEFAULT.withMostRows(8).oneRequestAtATime();

    try (StepBatcher batcher = batcher(network, settings)) {
      Work first = Work.of(1, 3, 20).submit(batcher);
      Work second = Work.of(2, 3, 20).submit(batcher);
      assertThat(first.end()).isEmpty();
      assertThat(second.end()).isEmpty();

      assertThat(network.calls()).allMatch(call -> labels(call) == 1);
      assertThat(second.ends()).isEqualTo(Work.of(2, 3, 20).alone().ends());
    }
  }

  @Test
  void endsWhatRunsWhenItIsClosed() {
    StepBatcher batcher = batcher(new Network(queries -> pause(1)));
    Work work = Work.of(1, 1, 1_000_000).submit(batcher);

    batcher.close();

    assertThat(work.end()).containsInstanceOf(StepBatcher.Stopped.class);
    Work late = Work.of(1, 1, 1).submit(batcher);
    assertThat(late.end()).containsInstanceOf(StepBatcher.Stopped.class);
  }

  private static StepBatcher batcher(AbandonableDrift network) {
    return batcher(network, BatchSettings.DEFAULT.withMostRows(8));
  }

  private static StepBatcher batcher(AbandonableDrift network, BatchSettings settings) {
    Buckets buckets =
        new Buckets(
            List.of(new Bucket(1, 1e-6, 0), new Bucket(4, 2e-6, 0), new Bucket(8, 3e-6, 0)));
    return StepBatcher.start(
        network, settings, Map.of(Lane.DRIFT, buckets), Admission.usual(), "test");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void pause(int milliseconds) {
    try {
      TimeUnit.MILLISECONDS.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Holds the first call until it is opened. */
  private static final class Gate {
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    void pass() {
      first.countDown();
      await(opened);
      pause(1);
    }

    void awaitFirst() {
      await(first);
    }

    void open() {
      opened.countDown();
    }
  }
}
