package dev.driftwood.server;

import dev.driftwood.proto.v1.Accepted;
import dev.driftwood.proto.v1.ImageFormat;
import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.proto.v1.Progress;
import dev.driftwood.proto.v1.SampleEvent;
import dev.driftwood.proto.v1.SampleSummary;
import dev.driftwood.runtime.RunListener;
import dev.driftwood.runtime.Sample;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.solve.Outcome;
import dev.driftwood.wire.DrawnSamples;
import dev.driftwood.wire.SamplePlans;
import java.util.concurrent.TimeUnit;

/** A sample request being carried out by a worker, who alone writes to the caller. */
final class SampleCall implements RunListener<Sample> {
  private static final long PROGRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final String id;
  private final ServedModel served;
  private final SamplePlan plan;
  private final ImageFormat format;
  private final Outbox<SampleEvent> outbox;
  private final long started = System.nanoTime();
  private long reported = started;
  private long evaluations;
  private long rows;
  private long failedRows;

  SampleCall(
      String id,
      ServedModel served,
      SamplePlan plan,
      ImageFormat format,
      Outbox<SampleEvent> outbox) {
    this.id = id;
    this.served = served;
    this.plan = plan;
    this.format = format;
    this.outbox = outbox;
  }

  /** Draws all rows. */
  void run() {
    try {
      if (!cancelled()) {
        outbox.send(SampleEvent.newBuilder().setAccepted(accepted()).build());
        served.model().sample(plan, this);
        outbox.send(SampleEvent.newBuilder().setSummary(summary()).build());
        outbox.complete();
      }
    } catch (RuntimeException | Error e) {
      outbox.fail(e, id);
    }
  }

  @Override
  public void finished(Sample sample) {
    rows++;
    if (sample.outcome() != Outcome.DONE) {
      failedRows++;
    }
    outbox.send(
        SampleEvent.newBuilder()
            .setSample(DrawnSamples.message(sample, served.model().description().shape(), format))
            .build());
  }

  @Override
  public void evaluated(long count) {
    evaluations = count;
    long now = System.nanoTime();
    if (now - reported >= PROGRESS_NANOS) {
      reported = now;
      Progress progress =
          Progress.newBuilder().setEvaluationsDone(count).setEvaluationsTotal(total()).build();
      outbox.offer(SampleEvent.newBuilder().setProgress(progress).build());
    }
  }

  @Override
  public boolean cancelled() {
    return outbox.cancelled();
  }

  /** Evaluations of the whole request; 0 where only the solver will know. */
  private long total() {
    return plan.rows().count() * plan.evaluations().orElse(0);
  }

  private Accepted accepted() {
    ModelRef model =
        ModelRef.newBuilder()
            .setName(served.name())
            .setVersion(Integer.toString(served.version()))
            .build();
    return Accepted.newBuilder()
        .setOperationId(id)
        .setSeed(plan.seed())
        .setPlan(SamplePlans.accepted(model, plan, format))
        .setModelName(model.getName())
        .setModelVersion(model.getVersion())
        .setModelDigest(served.model().artefact().digest())
        .build();
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
