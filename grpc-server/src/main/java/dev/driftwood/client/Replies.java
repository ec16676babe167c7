package dev.driftwood.client;

import dev.driftwood.proto.v1.LikelihoodRequest;
import dev.driftwood.proto.v1.LikelihoodResult;
import dev.driftwood.runtime.failure.DriftwoodException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Brings what happens to a call, on whatever thread, to the thread that waits for it. */
final class Replies implements ClientResponseObserver<LikelihoodRequest, LikelihoodResult> {
  /** Scores that the server may send before the first is taken. */
  private static final int WINDOW = 64;

  // A listener that cancels is asked at least so often.
  private static final long WAIT_MILLIS = 100;

  /** Something that happened. */
  sealed interface Reply {}

  /** A score came in. */
  record Scored(LikelihoodResult result) implements Reply {}

  /** There is room to send again. */
  record Room() implements Reply {}

  /** The server has said all. */
  record Ended() implements Reply {}

  /** The call has failed. */
  record Failed(Throwable cause) implements Reply {}

  private final BlockingQueue<Reply> queue = new LinkedBlockingQueue<>();
  private @Nullable ClientCallStreamObserver<LikelihoodRequest> requests;

  @Override
  public void beforeStart(ClientCallStreamObserver<LikelihoodRequest> stream) {
    requests = stream;
    stream.disableAutoRequestWithInitial(WINDOW);
    stream.setOnReadyHandler(() -> queue.add(new Room()));
  }

  /** The sending side, once the call has been made. */
  ClientCallStreamObserver<LikelihoodRequest> requests() {
    return Objects.requireNonNull(requests, "the call has not been made");
  }

  @Override
  public void onNext(LikelihoodResult result) {
    queue.add(new Scored(result));
  }

  @Override
  public void onError(Throwable cause) {
    queue.add(new Failed(cause));
  }

  @Override
  public void onCompleted() {
    queue.add(new Ended());
  }

  /** What has happened already. */
  Optional<Reply> poll() {
    return Optional.ofNullable(queue.poll());
  }

  /** What happens next, if it does soon. */
  Optional<Reply> await() {
    try {
      return Optional.ofNullable(queue.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DriftwoodException("interrupted while waiting for scores", e);
    }
  }
}
