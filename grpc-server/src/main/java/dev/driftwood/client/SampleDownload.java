package dev.driftwood.client;

import dev.driftwood.proto.v1.Accepted;
import dev.driftwood.proto.v1.ResumeRequest;
import dev.driftwood.proto.v1.SampleEvent;
import dev.driftwood.proto.v1.SampleRequest;
import dev.driftwood.proto.v1.SampleSummary;
import dev.driftwood.runtime.RunListener;
import dev.driftwood.runtime.Sample;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.wire.DrawnSamples;
import dev.driftwood.wire.RowRanges;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes in the events of a sample call on the calling thread. Where the stream is cut it goes on:
 * by the operation's id, or, where the server does not know it any more, by asking for the rows
 * that are missing. A row is a function of the request and the model, so it is the same either way,
 * and each is handed out once.
 */
final class SampleDownload {
  private final ClientFailures failures;
  private final Calls calls;
  private final RunListener<Sample> listener;
  private final Consumer<String> notes;
  private final RowRanges received = new RowRanges();
  private final Patience patience = new Patience(Patience.RESTART);
  private SampleRequest whole;
  private SampleRequest request;
  private Optional<Accepted> accepted = Optional.empty();
  private boolean known;
  private long rows;
  private long spent;
  private long sent;

  /** The calls that can be made. */
  interface Calls {
    /** Asks for rows. */
    Iterator<SampleEvent> sample(SampleRequest request);

    /** Goes on with an operation. */
    Iterator<SampleEvent> resume(ResumeRequest request);
  }

  /**
   * A download that has not begun.
   *
   * @param request which says how many rows it asks for
   * @param notes takes a line for each time that it goes on
   */
  SampleDownload(
      ClientFailures failures,
      Calls calls,
      SampleRequest request,
      RunListener<Sample> listener,
      Consumer<String> notes) {
    this.failures = failures;
    this.calls = calls;
    this.whole = request;
    this.request = request;
    this.listener = listener;
    this.notes = notes;
  }

  /** Returns when all rows are there, or when the listener cancels. */
  void run() {
    Optional<Interruption> cut = attempt();
    while (cut.isPresent() && !listener.cancelled() && missing().count() > 0) {
      goOn(cut.get());
      cut = attempt();
    }
  }

  /** Makes a call; why it was cut, if it was. */
  private Optional<Interruption> attempt() {
    // Leaving the context ends the call, whatever the listener throws.
    Context.CancellableContext context = Context.current().withCancellation();
    Context before = context.attach();
    try {
      return receive(known ? resumed() : calls.sample(request));
    } finally {
      context.detach(before);
      context.cancel(null);
    }
  }

  private Iterator<SampleEvent> resumed() {
    return calls.resume(
        ResumeRequest.newBuilder()
            .setOperationId(accepted.orElseThrow().getOperationId())
            .addAllReceived(received.messages())
            .build());
  }

  private Optional<Interruption> receive(Iterator<SampleEvent> events) {
    sent = 0;
    long before = spent;
    while (!listener.cancelled()) {
      SampleEvent event;
      try {
        if (!events.hasNext()) {
          return Optional.of(Interruption.inSilence());
        }
        event = events.next();
      } catch (StatusRuntimeException e) {
        return Optional.of(Interruption.of(e));
      }
      if (take(event, before)) {
        break;
      }
    }
    return Optional.empty();
  }

  /** Takes an event in; whether it is the last. */
  private boolean take(SampleEvent event, long before) {
    switch (event.getEventCase()) {
      case ACCEPTED -> accept(event.getAccepted());
      case SAMPLE -> take(DrawnSamples.sample(event.getSample()));
      case PROGRESS -> listener.evaluated(before + event.getProgress().getEvaluationsDone());
      case SUMMARY -> finish(event.getSummary(), before);
      // A newer server may tell more.
      case PREVIEW, EVENT_NOT_SET -> {}
    }
    return event.hasSummary();
  }

  private void accept(Accepted now) {
    String digest = accepted.map(Accepted::getModelDigest).orElse(now.getModelDigest());
    if (!digest.equals(now.getModelDigest())) {
      throw new DriftwoodException(
          "%s: the model %s/%s is another one than before the connection broke (sha256 %s, expected: %s); ask for all rows again"
              .formatted(
                  failures.server(),
                  now.getModelName(),
                  now.getModelVersion(),
                  now.getModelDigest(),
                  digest));
    }
    accepted = Optional.of(now);
    known = now.getResumableSeconds() > 0;
    whole = ofVersion(whole, now.getModelVersion());
  }

  private static SampleRequest ofVersion(SampleRequest request, String version) {
    SampleRequest.Builder pinned = request.toBuilder();
    pinned.getModelBuilder().setVersion(version);
    return pinned.build();
  }

  private void take(Sample sample) {
    sent++;
    if (received.add(sample.row())) {
      rows++;
      spent += sample.evaluations();
      patience.restore();
      listener.finished(sample);
    }
  }

  private void finish(SampleSummary summary, long before) {
    listener.evaluated(before + summary.getEvaluations());
    if (summary.getRows() != sent || missing().count() > 0) {
      throw failures.cut(sent + " rows of " + summary.getRows());
    }
  }

  private MissingRows missing() {
    return MissingRows.of(whole, received);
  }

  /** Makes ready for another attempt, or gives up. */
  private void goOn(Interruption cut) {
    if (known && cut.forgotten()) {
      known = false;
    } else if (mayPass(cut)) {
      patience.await(cut, listener::cancelled);
    } else {
      throw cut.silent()
          ? failures.cut("no summary after " + rows + " rows")
          : failures.of(cut.cause());
    }
    request = known ? request : missing().request(whole);
    String way = known ? "going on where it was" : "asking for the missing rows";
    notes.accept(
        "%s: %s after %d of %d rows; %s"
            .formatted(failures.server(), cut.line(), rows, whole.getCount(), way));
  }

  /** A server that refuses from the start is left alone; one that works for us is not given up. */
  private boolean mayPass(Interruption cut) {
    boolean begun = accepted.isPresent() || cut.code() == Status.Code.UNAVAILABLE;
    return begun && patience.left(cut);
  }
}
