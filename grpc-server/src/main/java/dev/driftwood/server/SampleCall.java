package dev.driftwood.server;

import dev.driftwood.proto.v1.Progress;
import dev.driftwood.proto.v1.SampleEvent;
import dev.driftwood.proto.v1.SampleSummary;
import dev.driftwood.runtime.Movement;
import dev.driftwood.runtime.RunListener;
import dev.driftwood.runtime.Sample;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.solve.Outcome;
import dev.driftwood.wire.DrawnSamples;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A sample request being carried out. The network's thread tells it what happened; it only puts
 * into the outbox, where samples become messages when they are sent.
 */
final class SampleCall implements RunListener<Sample>, Outbox.Listener, ResumableOperations.Stream {
  private static final long PROGRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final Object PROGRESS = "progress";
  private static final long SMALL = 256;

  private final Operation operation;
  private final ResumableOperations operations;
  private final SampleOrder order;
  private final Hold hold;
  private final Outbox<SampleEvent> outbox;
  private final long started = System.nanoTime();
  private long reported = started;
  private long evaluations;
  private long rows;
  private long failedRows;

  SampleCall(
      Operation operation,
      ResumableOperations operations,
      SampleOrder order,
      Hold hold,
      Outbox<SampleEvent> outbox) {
    this.operation = operation;
    this.operations = operations;
    this.order = order;
    this.hold = hold;
    this.outbox = outbox;
  }

  /** Begins to draw; nothing waits. */
  void start() {
    Duration resumable = operations.hold(operation, this);
    outbox.tell(this);
    try {
      SampleEvent accepted = accepted(resumable);
      outbox.post(() -> accepted, SMALL);
      draw();
    } catch (RuntimeException | Error e) {
      drawn(Optional.of(e));
    }
  }

  private void draw() {
    if (order.rows() == 0) {
      drawn(Optional.empty());
      return;
    }
    order.served().shared().sample(order.plan(), order.missing(), this, hold.claim(), this::drawn);
  }

  private SampleEvent accepted(Duration resumable) {
    Duration estimate = hold.claim().estimate();
    return SampleEvent.newBuilder()
        .setAccepted(order.accepted(operation.id(), estimate, resumable))
        .build();
  }

  @Override
  public void takenOver() {
    fail(Refusal.takenOver(operation.id()));
    gone();
  }

  private void fail(Throwable reason) {
    outbox.fail(reason, hold.request());
  }

  @Override
  public void finished(Sample sample) {
    rows++;
    hold.row();
    if (sample.outcome() != Outcome.DONE) {
      failedRows++;
    }
    outbox.drop(sample.row());
    outbox.post(() -> message(sample), order.rowBytes());
    if (outbox.full()) {
      hold.claim().pause();
      // Room that came between the two was told to nobody.
      if (!outbox.full()) {
        hold.claim().resume();
      }
    }
  }

  private SampleEvent message(Sample sample) {
    return SampleEvent.newBuilder()
        .setSample(DrawnSamples.message(sample, shape(), order.format()))
        .build();
  }

  private ItemShape shape() {
    return order.served().model().description().shape();
  }

  @Override
  public boolean wantsEstimate(long row, int step) {
    return order.previewEvery() > 0 && step > 0 && step % order.previewEvery() == 0;
  }

  @Override
  public void estimated(Movement estimate) {
    outbox.put(
        estimate.row(),
        () ->
            SampleEvent.newBuilder()
                .setPreview(DrawnSamples.preview(estimate, shape(), order.format()))
                .build());
  }

  @Override
  public void evaluated(long count) {
    evaluations = count;
    long now = System.nanoTime();
    if (now - reported >= PROGRESS_NANOS) {
      reported = now;
      Progress progress =
          Progress.newBuilder()
              .setEvaluationsDone(count)
              .setEvaluationsTotal(order.evaluations())
              .build();
      outbox.put(PROGRESS, () -> SampleEvent.newBuilder().setProgress(progress).build());
    }
  }

  /** All rows are drawn, or will not be. */
  private void drawn(Optional<Throwable> failure) {
    if (failure.isPresent()) {
      fail(failure.get());
    } else if (hold.claim().dead()) {
      fail(Refusal.late());
    } else {
      SampleEvent summary = SampleEvent.newBuilder().setSummary(summary()).build();
      outbox.post(() -> summary, SMALL);
      outbox.complete();
    }
    hold.worked();
  }

  @Override
  public void gone() {
    hold.claim().cancel();
    order.served().shared().wake();
  }

  @Override
  public void room() {
    hold.claim().resume();
    order.served().shared().wake();
  }

  @Override
  public void ended(boolean completed) {
    operations.leave(operation, this, completed);
    hold.sent();
  }

  private SampleSummary summary() {
    return SampleSummary.newBuilder()
        .setRows(rows)
        .setFailedRows(failedRows)
        .setEvaluations(evaluations)
        .setMilliseconds(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started))
        .build();
  }
}
