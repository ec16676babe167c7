package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.proto.v1.LikelihoodImage;
import dev.driftwood.proto.v1.LikelihoodRequest;
import dev.driftwood.proto.v1.LikelihoodResult;
import dev.driftwood.runtime.LikelihoodMethod;
import dev.driftwood.runtime.LikelihoodPlan;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.likelihood.BoundForm;
import dev.driftwood.runtime.likelihood.Probes;
import dev.driftwood.server.access.CallNotes;
import dev.driftwood.server.models.ModelRepository;
import dev.driftwood.server.models.ServedModel;
import dev.driftwood.server.security.Account;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LikelihoodCallTest {
  // Of eight results.
  private static final long ROOM_BYTES = 4096;
  private static final LikelihoodRequest PLAN = LikelihoodRequest.getDefaultInstance();

  private final Writers writers = new Writers(1);
  private final Workers workers = new Workers(1, 4);
  private final Wire<LikelihoodResult> wire = new Wire<>();
  private final Outbox<LikelihoodResult> outbox =
      new Outbox<>(wire, writers, Duration.ofSeconds(10), ROOM_BYTES);
  private final AtomicInteger taken = new AtomicInteger();
  private ModelRepository models;
  private ServedModel served;

  @BeforeEach
  void open(@TempDir Path path) {
    models = new Folder(path).with("points.onnx", Folder.points().bytes()).open();
    served = models.find("points", "");
  }

  @AfterEach
  void close() {
    models.close();
    workers.close();
    writers.close();
  }

  @Test
  void leavesNothingWhenTheCallerLeavesWhileThePlanIsOpened() throws Exception {
    LikelihoodCall call =
        new LikelihoodCall(
            "id",
            outbox,
            request -> {
              Scoring opened = scoring(Duration.ofMinutes(1));
              wire.cut();
              return opened;
            });

    call.onNext(PLAN);

    requireClean();
  }

  @Test
  void needsNothingMoreOnceAllImagesThatCameAreScored() throws InterruptedException {
    LikelihoodCall call =
        new LikelihoodCall("id", outbox, request -> scoring(Duration.ofMinutes(1)));
    call.onNext(PLAN);

    for (int i = 0; i < 5; i++) {
      call.onNext(broken());
    }

    Await.until(() -> wire.sent().size() == 5);
    assertThat(wire.sent()).noneMatch(LikelihoodResult::getOk);
    assertThat(served.shared().backlog().open()).isEqualTo(1);
    assertThat(served.shared().backlog().evaluations()).isZero();
  }

  @Test
  void takesNoMoreBrokenImagesThanItsReaderTakesResults() throws Exception {
    LikelihoodCall call =
        new LikelihoodCall("id", outbox, request -> scoring(Duration.ofMinutes(1)));
    call.onNext(PLAN);
    wire.stall();

    for (int i = 0; i < 50; i++) {
      call.onNext(broken());
    }
    call.onCompleted();

    Await.until(() -> taken.get() == 8);
    TimeUnit.MILLISECONDS.sleep(50);
    assertThat(taken).hasValue(8);
    wire.goOn();
    assertThat(wire.end()).isEqualTo(Status.Code.OK);
    assertThat(wire.sent()).hasSize(50);
    requireClean();
  }

  @Test
  void endsAStreamOnWhichNothingComesWhenItsTimeIsOver() throws Exception {
    LikelihoodCall call =
        new LikelihoodCall("id", outbox, request -> scoring(Duration.ofMillis(500)));

    call.onNext(PLAN);

    assertThat(wire.end()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    requireClean();
  }

  private Scoring scoring(Duration time) {
    // Two evaluations an image, so that it is let in however busy the machine is.
    LikelihoodPlan plan =
        LikelihoodPlan.of(
            new LikelihoodMethod.Elbo(2, BoundForm.SCORE_MATCHING, Probes.Law.RADEMACHER));
    long deadline = System.nanoTime() + time.toNanos();
    Hold hold =
        new Hold(
            workers.admit(),
            served.shared().admit(plan, 0, deadline),
            models.lend("points", ""),
            CallNotes.current(),
            Account.current());
    return new Scoring(
        served, plan, false, new ImageInbox(ItemShape.point(2), taken::incrementAndGet), hold);
  }

  /** A point of three numbers, where the model has two. */
  private static LikelihoodRequest broken() {
    return LikelihoodRequest.newBuilder()
        .setItem(LikelihoodImage.newBuilder().setImage(InProcess.point(1, 2, 3)))
        .build();
  }

  private void requireClean() throws Exception {
    assertThat(workers.awaitIdle(Duration.ofSeconds(5))).isTrue();
    assertThat(served.shared().backlog().open()).isZero();
  }
}
