package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.driftwood.proto.v1.GetModelRequest;
import dev.driftwood.proto.v1.ListModelsRequest;
import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.proto.v1.SampleEvent;
import dev.driftwood.server.access.AccessLog;
import dev.driftwood.server.access.CallEnd;
import dev.driftwood.server.access.FinishedCall;
import dev.driftwood.server.access.LogFile;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a server says of its calls when they have ended, and how they are called. */
@Timeout(120)
class RecordedCallsTest {
  private static final Metadata.Key<String> ID =
      Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);

  @TempDir private Path path;

  @Test
  void tellsWhatWasDoneForACall() throws Exception {
    try (Operated operated = Operated.start(path, how -> how)) {
      List<SampleEvent> events = Operated.all(operated.stub().sample(Operated.points(5, 7)));

      FinishedCall call = operated.ended();
      assertThat(call.id()).matches("[0-9a-f-]{36}");
      assertThat(call.method()).isEqualTo("driftwood.v1.DriftwoodService/Sample");
      assertThat(call.peer()).matches("127\\.0\\.0\\.1:\\d+");
      assertThat(call.principal()).isEmpty();
      assertThat(call.end()).isEqualTo(new CallEnd(Status.Code.OK, ""));
      assertThat(call.work().model()).isEqualTo("points/12");
      assertThat(call.work().rows()).isEqualTo(5);
      assertThat(call.work().evaluations()).isEqualTo(35);
      assertThat(call.work().waited()).hasValueSatisfying(w -> assertThat(w).isPositive());
      assertThat(call.took()).isGreaterThanOrEqualTo(call.work().waited().orElseThrow());
    }
  }

  @Test
  void callsARequestWhatItsCallerCallsItWhereThatIsAWord() throws Exception {
    try (Operated operated = Operated.start(path, how -> how)) {
      AtomicReference<Metadata> headers = new AtomicReference<>();
      AtomicReference<Metadata> trailers = new AtomicReference<>();
      List<SampleEvent> events =
          Operated.all(
              operated
                  .stub("x-request-id", "job-7/row:3")
                  .withInterceptors(MetadataUtils.newCaptureMetadataInterceptor(headers, trailers))
                  .sample(Operated.points(1, 1)));
      operated.stub("x-request-id", "two words").listModels(ListModelsRequest.getDefaultInstance());

      // What a caller calls it others may guess, and an operation is resumed by its id.
      assertThat(events.get(0).getAccepted().getOperationId()).matches("[0-9a-f-]{36}");
      assertThat(headers.get().get(ID)).isEqualTo("job-7/row:3");
      assertThat(trailers.get().get(ID)).isEqualTo("job-7/row:3");
      assertThat(operated.ended().id()).isEqualTo("job-7/row:3");
      assertThat(operated.ended().id()).matches("[0-9a-f-]{36}");
    }
  }

  @Test
  void tellsWhyACallWasRefusedAndThatOneWasLeft() throws Exception {
    try (Operated operated = Operated.start(path, how -> how)) {
      GetModelRequest other =
          GetModelRequest.newBuilder().setModel(ModelRef.newBuilder().setName("other")).build();
      StatusRuntimeException failure =
          catchThrowableOfType(StatusRuntimeException.class, () -> operated.stub().getModel(other));
      Context.CancellableContext leaving = Context.current().withCancellation();
      leaving.run(
          () -> {
            Iterator<SampleEvent> events = operated.stub().sample(Operated.points(5_000, 1000));
            assertThat(events.next().hasAccepted()).isTrue();
          });
      leaving.cancel(null);

      FinishedCall refused = operated.ended();
      assertThat(refused.end()).isEqualTo(new CallEnd(Status.Code.NOT_FOUND, "UNKNOWN_MODEL"));
      assertThat(failure.getTrailers().get(ID)).isEqualTo(refused.id());
      assertThat(operated.ended().end()).isEqualTo(new CallEnd(Status.Code.CANCELLED, ""));
      StatusRuntimeException late =
          catchThrowableOfType(
              StatusRuntimeException.class,
              () ->
                  operated
                      .stub()
                      .withDeadlineAfter(1, TimeUnit.NANOSECONDS)
                      .listModels(ListModelsRequest.getDefaultInstance()));
      assertThat(late.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    }
  }

  @Test
  void addsALineOfJsonForEachCallToAFileThatMayBeMovedAway() throws IOException {
    Path file = path.resolve("access.log");
    Path models = Files.createDirectory(path.resolve("models"));
    try (LogFile lines = LogFile.open(file);
        Operated operated =
            Operated.start(models, how -> how.withObservers(List.of(new AccessLog(lines))))) {
      Operated.all(operated.stub("x-request-id", "first").sample(Operated.points(2, 3)));
      awaitLine(file);
      assertThat(Files.readString(file))
          .matches(
              "\\{\"time\":\"\\d{4}-[^\"]+Z\",\"request_id\":\"first\","
                  + "\"method\":\"driftwood.v1.DriftwoodService/Sample\",\"model\":\"points/12\","
                  + "\"peer\":\"127.0.0.1:\\d+\",\"principal\":\"\",\"status\":\"OK\",\"reason\":\"\",\"rows\":2,\"evaluations\":6,\"superseded\":\\d+,\"queued_ms\":[\\d.E-]+,\"total_ms\":[\\d.E-]+}\\n");
      Files.move(file, path.resolve("access.log.1"));
      operated.stub().listModels(ListModelsRequest.getDefaultInstance());
      awaitLine(file);
      assertThat(Files.readString(file)).contains("ListModels").doesNotContain("queued_ms");
    }
  }

  /** The caller has its answer before the line is written. */
  private static void awaitLine(Path file) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < end && !(Files.exists(file) && Files.size(file) > 0)) {
      Thread.onSpinWait();
    }
  }
}
