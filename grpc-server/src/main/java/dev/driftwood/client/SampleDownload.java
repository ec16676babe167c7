package dev.driftwood.client;

import dev.driftwood.proto.v1.SampleEvent;
import dev.driftwood.proto.v1.SampleSummary;
import dev.driftwood.runtime.RunListener;
import dev.driftwood.runtime.Sample;
import dev.driftwood.wire.DrawnSamples;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import java.util.Iterator;
import java.util.function.Supplier;

/** Takes in the events of a sample call on the calling thread. */
final class SampleDownload {
  private final ClientFailures failures;
  private final RunListener<Sample> listener;
  private long rows;

  SampleDownload(ClientFailures failures, RunListener<Sample> listener) {
    this.failures = failures;
    this.listener = listener;
  }

  /** Makes the call and returns at its end, or when the listener cancels. */
  void run(Supplier<Iterator<SampleEvent>> call) {
    // Leaving the context ends the call, whatever the listener throws.
    Context.CancellableContext context = Context.current().withCancellation();
    try {
      context.run(() -> receive(call.get()));
    } catch (StatusRuntimeException e) {
      throw failures.of(e);
    } finally {
      context.cancel(null);
    }
  }

  private void receive(Iterator<SampleEvent> events) {
    while (!listener.cancelled()) {
      if (!events.hasNext()) {
        throw failures.cut("no summary after " + rows + " rows");
      }
      SampleEvent event = events.next();
      switch (event.getEventCase()) {
        case SAMPLE -> take(DrawnSamples.sample(event.getSample()));
        case PROGRESS -> listener.evaluated(event.getProgress().getEvaluationsDone());
        case SUMMARY -> {
          finish(event.getSummary(), events);
          return;
        }
        // A newer server may tell more.
        case ACCEPTED, PREVIEW, EVENT_NOT_SET -> {}
      }
    }
  }

  private void take(Sample sample) {
    rows++;
    listener.finished(sample);
  }

  private void finish(SampleSummary summary, Iterator<SampleEvent> events) {
    listener.evaluated(summary.getEvaluations());
    if (summary.getRows() != rows || events.hasNext()) {
      throw failures.cut(rows + " rows of " + summary.getRows());
    }
  }
}
