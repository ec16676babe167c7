package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import com.google.rpc.QuotaFailure;
import com.google.rpc.RetryInfo;
import dev.driftwood.proto.v1.ResumeRequest;
import dev.driftwood.proto.v1.SampleEvent;
import dev.driftwood.proto.v1.SampleRequest;
import dev.driftwood.server.access.FinishedCall;
import dev.driftwood.server.security.Quota;
import dev.driftwood.server.security.SecuritySettings;
import dev.driftwood.wire.StatusDetails;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may call, and how much, on a server of this machine. */
@Timeout(120)
class QuotasTest {
  // SHA-256 of "secret" and of "other".
  private static final String SECRET =
      "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";
  private static final String OTHER =
      "d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa";

  private static final SampleRequest ENDLESS = Operated.points(1_000_000, 10_000);

  @TempDir private Path path;

  @Test
  void takesCallsByTokenOnlyAndWhatIsLeftOfTheClientsQuota() throws Exception {
    Path models = Files.createDirectory(path.resolve("models"));
    Path tokens =
        tokens("[{name: ann, sha256: %s, calls: 1, evaluations-per-second: 0.1, burst: 20}]");
    try (Operated operated =
        Operated.start(
            models,
            how ->
                how.withSecurity(
                    SecuritySettings.OPEN.withTokens(tokens).withReload(Duration.ofMillis(20))))) {
      // Nobody needs a token to ask how the server is.
      assertThat(
              HealthGrpc.newBlockingStub(operated.channel())
                  .check(HealthCheckRequest.getDefaultInstance())
                  .getStatus())
          .isEqualTo(ServingStatus.SERVING);
      operated.ended();
      requireUnknown(operated.list(), operated.ended());
      requireUnknown(operated.list("authorization", "Bearer wrong"), operated.ended());
      requireUnknown(operated.list("authorization", "Basic secret"), operated.ended());

      Operated.all(operated.stub("authorization", "bearer secret").sample(Operated.points(5, 4)));
      FinishedCall call = operated.ended();
      assertThat(call.principal()).isEqualTo("ann");
      assertThat(call.work().evaluations()).isEqualTo(20);
      requireOverQuota(operated, "ann", "evaluations", 30);
      operated.ended();
      replaceTokens(tokens, operated);
    }
  }

  private void replaceTokens(Path tokens, Operated operated) throws IOException {
    Files.writeString(tokens, "[{name: bob, sha256: " + OTHER + "}]");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < end && operated.list("authorization", "Bearer other").isPresent()) {
      Thread.onSpinWait();
    }

    assertThat(operated.list("authorization", "Bearer other")).isEmpty();
    assertThat(operated.list("authorization", "Bearer secret"))
        .hasValueSatisfying(e -> assertThat(code(e)).isEqualTo(Status.Code.UNAUTHENTICATED));
  }

  private Path tokens(String content) throws IOException {
    return Files.writeString(path.resolve("tokens.yaml"), content.formatted(SECRET));
  }

  private static void requireUnknown(Optional<StatusRuntimeException> failure, FinishedCall call) {
    assertThat(failure)
        .hasValueSatisfying(e -> assertThat(code(e)).isEqualTo(Status.Code.UNAUTHENTICATED));
    assertThat(call.end().reason()).isEqualTo("UNAUTHENTICATED");
  }

  private static Status.Code code(StatusRuntimeException failure) {
    return failure.getStatus().getCode();
  }

  private static void requireOverQuota(
      Operated operated, String client, String what, long leastSeconds) throws Exception {
    StatusRuntimeException refusal =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () ->
                operated
                    .stub("authorization", "Bearer secret")
                    .sample(Operated.points(3, 3))
                    .next());

    assertThat(code(refusal)).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(detail(refusal, ErrorInfo.class).getReason()).isEqualTo("QUOTA");
    QuotaFailure.Violation violation = detail(refusal, QuotaFailure.class).getViolations(0);
    assertThat(violation.getSubject()).isEqualTo("client:" + client);
    assertThat(violation.getDescription()).contains(what);
    assertThat(detail(refusal, RetryInfo.class).getRetryDelay().getSeconds())
        .isGreaterThanOrEqualTo(leastSeconds);
    assertThat(
            Long.parseLong(
                Objects.requireNonNull(refusal.getTrailers()).get(StatusDetails.PUSHBACK)))
        .isPositive();
  }

  @Test
  void boundsTheCallsOfAnAddressWhereThereAreNoTokens() throws Exception {
    Quota one = new Quota(1, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    try (Operated operated =
        Operated.start(path, how -> how.withSecurity(SecuritySettings.OPEN.withQuota(one)))) {
      Context.CancellableContext leaving = Context.current().withCancellation();
      leaving.run(
          () -> {
            Iterator<SampleEvent> events = operated.stub().sample(Operated.points(5_000, 1000));
            assertThat(events.next().hasAccepted()).isTrue();
          });

      requireOverQuota(operated, "127.0.0.1", "calls", 1);
      assertThat(operated.ended().end().reason()).isEqualTo("QUOTA");
      leaving.cancel(null);
      assertThat(operated.ended().end().code()).isEqualTo(Status.Code.CANCELLED);

      assertThat(operated.list()).isEmpty();
    }
  }

  @Test
  void letsStrangersHearOfItsHealthByNoMoreCallsThanAreNoBurden() {
    try (Operated operated = Operated.start(path, how -> how)) {
      HealthGrpc.HealthBlockingStub health = HealthGrpc.newBlockingStub(operated.channel());
      HealthCheckRequest whole = HealthCheckRequest.getDefaultInstance();
      for (int i = 0; i < 64; i++) {
        assertThat(health.watch(whole).next().getStatus()).isEqualTo(ServingStatus.SERVING);
      }

      StatusRuntimeException refusal =
          catchThrowableOfType(StatusRuntimeException.class, () -> health.watch(whole).next());

      assertThat(code(refusal)).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
      assertThat(health.check(whole).getStatus()).isEqualTo(ServingStatus.SERVING);
    }
  }

  @Test
  void givesBackWhatACutCallWasChargedForAndDidNotNeed() throws Exception {
    Quota slow = new Quota(9, 1, 1e9);
    try (Operated operated =
        Operated.start(path, how -> how.withSecurity(SecuritySettings.OPEN.withQuota(slow)))) {
      Context.CancellableContext leaving = Context.current().withCancellation();
      leaving.run(() -> operated.stub().sample(ENDLESS).next());
      requireOverQuota(operated, "127.0.0.1", "evaluations", 1000);

      leaving.cancel(null);

      // Once its rows have left the network.
      assertThat(whenLetIn(operated)).isNotEmpty();
    }
  }

  private static List<SampleEvent> whenLetIn(Operated operated) throws InterruptedException {
    while (true) {
      try {
        return Operated.all(operated.stub().sample(Operated.points(5, 4)));
      } catch (StatusRuntimeException e) {
        assertThat(code(e)).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  @Test
  void letsTheOnlyCallOfAClientBeTakenOver() throws Exception {
    Quota one = new Quota(1, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    try (Operated operated =
        Operated.start(path, how -> how.withSecurity(SecuritySettings.OPEN.withQuota(one)))) {
      Iterator<SampleEvent> lost = operated.stub().sample(ENDLESS);
      String id = lost.next().getAccepted().getOperationId();

      Iterator<SampleEvent> resumed =
          operated.stub().resume(ResumeRequest.newBuilder().setOperationId(id).build());

      assertThat(resumed.next().getAccepted().getOperationId()).isEqualTo(id);
      StatusRuntimeException end =
          catchThrowableOfType(
              StatusRuntimeException.class, () -> lost.forEachRemaining(event -> {}));
      assertThat(code(end)).isEqualTo(Status.Code.ABORTED);
      requireOverQuota(operated, "127.0.0.1", "calls", 1);
    }
  }

  private static <T extends Message> T detail(StatusRuntimeException failure, Class<T> type)
      throws Exception {
    com.google.rpc.Status status = Objects.requireNonNull(StatusProto.fromThrowable(failure));
    Any packed =
        status.getDetailsList().stream().filter(any -> any.is(type)).findFirst().orElseThrow();
    return packed.unpack(type);
  }
}
