package dev.driftwood.client;

import dev.driftwood.proto.v1.LikelihoodImage;
import dev.driftwood.proto.v1.LikelihoodPlan;
import dev.driftwood.proto.v1.LikelihoodRequest;
import dev.driftwood.proto.v1.LikelihoodResult;
import dev.driftwood.runtime.RunListener;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.image.BrokenImage;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.wire.Images;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Sends images and takes in scores, both on the calling thread and as fast as the other side
 * allows: what is on its way is bounded however many images there are.
 */
final class ScoreExchange<R> {
  private final ClientFailures failures;
  private final Iterator<ImageItem> images;
  private final Results<R> results;
  private final RunListener<R> listener;
  private final Map<String, Open> open = new HashMap<>();
  private final Replies replies = new Replies();
  private long next;
  private long evaluations;
  private boolean sending = true;

  /** An image whose score is to come. */
  private record Open(long index, String id) {}

  /**
   * What results are made of.
   *
   * @param <R> a result
   */
  interface Results<R> {
    /** That of an image that can't be sent. */
    R broken(long index, BrokenImage image);

    /** That of a message. */
    R of(long index, String id, LikelihoodResult message);
  }

  ScoreExchange(
      ClientFailures failures,
      Iterator<ImageItem> images,
      Results<R> results,
      RunListener<R> listener) {
    this.failures = failures;
    this.images = images;
    this.results = results;
    this.listener = listener;
  }

  /** Makes the call and returns when every image has its score, or when the listener cancels. */
  void run(
      LikelihoodPlan plan,
      Function<StreamObserver<LikelihoodResult>, StreamObserver<LikelihoodRequest>> call) {
    call.apply(replies);
    ClientCallStreamObserver<LikelihoodRequest> requests = replies.requests();
    try {
      requests.onNext(LikelihoodRequest.newBuilder().setPlan(plan).build());
      exchange(requests);
    } catch (RuntimeException e) {
      requests.cancel("the caller failed", e);
      throw e;
    }
  }

  private void exchange(ClientCallStreamObserver<LikelihoodRequest> requests) {
    boolean going = true;
    while (going) {
      if (listener.cancelled()) {
        requests.cancel("cancelled by the caller", null);
        return;
      }
      boolean sent = sending && requests.isReady() && send(requests);
      Optional<Replies.Reply> reply = sent ? replies.poll() : replies.await();
      going = reply.isEmpty() || take(reply.get(), requests);
    }
  }

  /** Sends what is next; false when there was nothing left but to say so. */
  private boolean send(ClientCallStreamObserver<LikelihoodRequest> requests) {
    if (!images.hasNext()) {
      sending = false;
      requests.onCompleted();
      return false;
    }
    ImageItem item = images.next();
    long index = next++;
    if (item instanceof BrokenImage broken) {
      listener.finished(results.broken(index, broken));
      return true;
    }
    String key = Long.toString(index);
    open.put(key, new Open(index, item.id()));
    LikelihoodImage.Builder message =
        LikelihoodImage.newBuilder().setId(key).setImage(Images.message((Image) item));
    requests.onNext(LikelihoodRequest.newBuilder().setItem(message).build());
    return true;
  }

  /** Whether there is more to come after a reply. */
  private boolean take(Replies.Reply reply, ClientCallStreamObserver<LikelihoodRequest> requests) {
    if (reply instanceof Replies.Failed failed) {
      throw failures.of(failed.cause());
    }
    if (reply instanceof Replies.Scored scored) {
      requests.request(1);
      score(scored.result());
      return true;
    }
    if (reply instanceof Replies.Ended && (sending || !open.isEmpty())) {
      throw failures.cut(open.size() + " images without a score");
    }
    return !(reply instanceof Replies.Ended);
  }

  private void score(LikelihoodResult result) {
    Open image = open.remove(result.getId());
    if (image == null) {
      throw new DriftwoodException(
          "%s: sent a score for '%s', which was not asked for (expected: one for each image)"
              .formatted(failures.server(), result.getId()));
    }
    evaluations += result.getNfe();
    listener.evaluated(evaluations);
    listener.finished(results.of(image.index(), image.id(), result));
  }
}
