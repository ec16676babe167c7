package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import dev.driftwood.proto.v1.GetModelRequest;
import dev.driftwood.proto.v1.GetModelResponse;
import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.proto.v1.SampleEvent;
import dev.driftwood.proto.v1.SampleRequest;
import dev.driftwood.wire.StatusDetails;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OverloadTest {
  private static final ModelRef POINTS = ModelRef.newBuilder().setName("points").build();
  // Hours of work of a network that takes a microsecond a row.
  private static final SampleRequest ENDLESS =
      SampleRequest.newBuilder()
          .setModel(POINTS)
          .setCount(1_000_000)
          .setSampler("euler")
          .setSteps(10_000)
          .build();

  @TempDir Path path;

  @Test
  void letsASmallRequestInBesideALargeOneWithMuchTime() {
    try (InProcess server = InProcess.start(path, 8)) {
      Iterator<SampleEvent> first = server.blocking().sample(ENDLESS);
      assertThat(first.next().getAccepted().getEstimatedMilliseconds()).isPositive();
      SampleRequest small = ENDLESS.toBuilder().setCount(1).setSteps(10).build();

      Iterator<SampleEvent> events =
          server.blocking().withDeadlineAfter(20, TimeUnit.SECONDS).sample(small);
      SampleEvent last = events.next();
      while (events.hasNext()) {
        last = events.next();
      }

      assertThat(last.getSummary().getRows()).isEqualTo(1);
    }
  }

  @Test
  void refusesMoreWorkThanMayWait() throws Exception {
    ServerSettings settings = ServerSettings.of("", 0).withLongest(Duration.ofMinutes(10));
    try (InProcess server =
        InProcess.start(Folder.standard(path).open(Duration.ofMinutes(10)), settings)) {
      // More than half of what may wait, twice.
      SampleRequest large = ENDLESS.toBuilder().setCount(rows(server, 400)).setSteps(1000).build();
      assertThat(server.blocking().sample(large).next().hasAccepted()).isTrue();
      int sent = server.sent();
      long start = System.nanoTime();

      StatusRuntimeException refusal =
          catchThrowableOfType(
              StatusRuntimeException.class, () -> server.blocking().sample(large).next());

      // The figure is milliseconds; ten seconds leave room for a busy machine, and the work is
      // minutes.
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(10));
      assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
      assertThat(detail(refusal, ErrorInfo.class).getReason()).isEqualTo("QUEUE_FULL");
      assertThat(detail(refusal, RetryInfo.class).getRetryDelay().getSeconds()).isPositive();
      assertThat(Long.parseLong(refusal.getTrailers().get(StatusDetails.PUSHBACK))).isPositive();
      // Progress of the first call may have been sent, but nothing of the second.
      assertThat(server.sent() - sent).isLessThan(20);
    }
  }

  /** Rows of a thousand steps that take so many seconds by what the server has measured. */
  private static long rows(InProcess server, double seconds) {
    var buckets =
        server
            .models()
            .find("points", "")
            .shared()
            .buckets()
            .get(dev.driftwood.runtime.batch.Lane.DRIFT);
    return (long) (seconds * buckets.best().rate() / 1000);
  }

  @Test
  void refusesAtOnceWhatCantMeetItsDeadline() throws Exception {
    try (InProcess server = InProcess.start(path, 8)) {
      long start = System.nanoTime();

      StatusRuntimeException refusal =
          catchThrowableOfType(
              StatusRuntimeException.class,
              () ->
                  server.blocking().withDeadlineAfter(20, TimeUnit.SECONDS).sample(ENDLESS).next());

      // Long before the deadline, which a request that was let in would have waited for.
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(10));
      assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
      ErrorInfo info = detail(refusal, ErrorInfo.class);
      assertThat(info.getReason()).isEqualTo("DEADLINE_TOO_SHORT");
      assertThat(Long.parseLong(info.getMetadataOrThrow("predicted_milliseconds")))
          .isGreaterThan(20_000);
    }
  }

  @Test
  void listsItsLimitsAndWhatCallsCost() {
    try (InProcess server = InProcess.start(path, 8)) {
      GetModelResponse model =
          server.blocking().getModel(GetModelRequest.newBuilder().setModel(POINTS).build());

      assertThat(model.getLimits().getMaxCalls()).isEqualTo(8);
      assertThat(model.getLimits().getMaxValues()).isEqualTo(RequestLimits.DEFAULT.values());
      assertThat(model.getLimits().getMaxQueueSeconds()).isPositive();
      assertThat(model.getCallCostsList()).isNotEmpty();
      assertThat(model.getCallCosts(0).getRows()).isEqualTo(1);
      assertThat(model.getCallCosts(0).getMilliseconds()).isPositive();
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
