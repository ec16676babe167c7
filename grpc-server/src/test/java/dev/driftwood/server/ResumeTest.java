package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.ResourceInfo;
import dev.driftwood.proto.v1.Accepted;
import dev.driftwood.proto.v1.DrawnSample;
import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.proto.v1.ResumeRequest;
import dev.driftwood.proto.v1.RowRange;
import dev.driftwood.proto.v1.SampleEvent;
import dev.driftwood.proto.v1.SampleRequest;
import dev.driftwood.proto.v1.SampleSummary;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.wire.Images;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ResumeTest {
  private static final ModelRef IMAGES = ModelRef.newBuilder().setName("images").build();
  private static final int ROWS = 90;
  private static final SampleRequest REQUEST =
      SampleRequest.newBuilder()
          .setModel(IMAGES)
          .setSampler("euler-maruyama")
          .setSteps(6)
          .setCount(ROWS)
          .setSeed(11)
          .setFirstRow(5)
          .build();

  private static InProcess server;

  @TempDir Path path;

  @BeforeAll
  static void start(@TempDir Path folder) {
    server = InProcess.start(folder, 8);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 17, 64, 89, 90})
  void sendsTheRestOfACutStreamBitForBit(int cut) throws Exception {
    Part whole = part(server.blocking().sample(REQUEST));
    Part begun = cutAfter(server, REQUEST, cut);

    Part rest = part(server.blocking().resume(begun.toBeResumed()));

    assertThat(rest.accepted.getOperationId()).isEqualTo(begun.accepted.getOperationId());
    assertThat(rest.accepted.getSeed()).isEqualTo(11);
    assertThat(rest.accepted.getPlan()).isEqualTo(whole.accepted.getPlan());
    assertThat(rest.rows.keySet()).noneMatch(begun.rows::containsKey);
    Map<Long, DrawnSample> both = new TreeMap<>(begun.rows);
    both.putAll(rest.rows);
    assertThat(both).hasSize(ROWS).isEqualTo(whole.rows);
    SampleSummary summary = rest.summary.orElseThrow();
    assertThat(summary.getRows()).isEqualTo(ROWS - begun.rows.size());
    assertThat(summary.getEvaluations()).isEqualTo(6L * rest.rows.size());
    assertThat(server.workers().awaitIdle(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void goesOnWithGivenLatentsAndTakesUpARowThatIsAskedForAgain() throws Exception {
    SampleRequest.Builder given = REQUEST.toBuilder().setCount(20);
    for (int row = 0; row < 20; row++) {
      float[] latent = new float[16];
      latent[row % 16] = row;
      given.addLatents(Images.ofFloats(ItemShape.image(1, 4, 4), latent));
    }
    Part whole = part(server.blocking().sample(given.build()));
    ResumeRequest some =
        ResumeRequest.newBuilder()
            .setOperationId(whole.accepted.getOperationId())
            .addReceived(range(0, 8))
            .addReceived(range(10, 13))
            .addReceived(range(1000, 5))
            .build();

    Part again = part(server.blocking().resume(some));

    assertThat(again.rows.keySet()).containsExactly(8L, 9L, 23L, 24L);
    assertThat(whole.rows).containsAllEntriesOf(again.rows);
  }

  @Test
  void takesAnOperationOverFromAStreamThatIsStillOpen() throws Exception {
    SampleRequest endless =
        REQUEST.toBuilder().setCount(1_000_000).setSampler("euler").setSteps(10_000).build();
    try (InProcess server = InProcess.start(path, 1)) {
      Iterator<SampleEvent> first = server.blocking().sample(endless);
      String id = first.next().getAccepted().getOperationId();

      Iterator<SampleEvent> second = resumedWhenThereIsAPlace(server, id);

      assertThat(second.next().getAccepted().getOperationId()).isEqualTo(id);
      StatusRuntimeException end = failure(first);
      assertThat(end.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
      com.google.rpc.Status told = Objects.requireNonNull(StatusProto.fromThrowable(end));
      assertThat(told.getDetails(0).unpack(ErrorInfo.class).getReason()).isEqualTo("TAKEN_OVER");
      ResourceInfo resource = told.getDetails(1).unpack(ResourceInfo.class);
      assertThat(resource.getResourceType()).isEqualTo("driftwood.v1/Operation");
      assertThat(resource.getResourceName()).isEqualTo(id);
      assertThat(second.next().hasProgress()).isTrue();
    }
  }

  /** The place of the stream that was taken over is free as soon as it has ended. */
  private static Iterator<SampleEvent> resumedWhenThereIsAPlace(InProcess server, String id)
      throws Exception {
    while (true) {
      Iterator<SampleEvent> second = server.blocking().resume(byId(id));
      try {
        second.hasNext();
        return second;
      } catch (StatusRuntimeException e) {
        assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  @Test
  void knowsNoIdThatItHasNotGivenOut() {
    String id = UUID.randomUUID().toString();

    StatusRuntimeException refusal = failure(server.blocking().resume(byId(id)));

    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(refusal.getStatus().getDescription()).contains(id).contains("since it started");
    assertThat(failure(server.blocking().resume(byId(""))).getStatus().getCode())
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void saysThatAnOperationHasExpired() throws Exception {
    try (InProcess server = keeping(new Keeping(Duration.ofSeconds(1), 1 << 20))) {
      Part begun = cutAfter(server, REQUEST, 3);
      assertThat(begun.accepted.getResumableSeconds()).isEqualTo(1);
      TimeUnit.MILLISECONDS.sleep(1200);

      assertThat(violation(server, begun)).isEqualTo("OPERATION_EXPIRED");
    }
  }

  @Test
  void saysBeforehandWhereItDoesNotKeepARequest() throws Exception {
    try (InProcess server = keeping(new Keeping(Duration.ofSeconds(60), 2000))) {
      SampleRequest.Builder large = REQUEST.toBuilder().setCount(40);
      for (int row = 0; row < 40; row++) {
        large.addLatents(Images.ofFloats(ItemShape.image(1, 4, 4), new float[16]));
      }
      Part small = part(server.blocking().sample(REQUEST));
      Part part = part(server.blocking().sample(large.build()));

      assertThat(small.accepted.getResumableSeconds()).isEqualTo(60);
      assertThat(part.accepted.getResumableSeconds()).isZero();
      assertThat(violation(server, part)).isEqualTo("OPERATION_NOT_KEPT");
    }
  }

  @Test
  void doesNotGoOnWithAnotherModel() throws Exception {
    Operation other =
        new Operation("an-id", "", REQUEST.toBuilder().setModel(pinned()).build(), "");
    server.operations().hold(other, () -> {});

    StatusRuntimeException refusal = failure(server.blocking().resume(byId("an-id")));

    assertThat(violation(refusal)).isEqualTo("MODEL_CHANGED");
    assertThat(refusal.getStatus().getDescription()).contains("images/1");
  }

  private static ModelRef pinned() {
    return IMAGES.toBuilder().setVersion("1").build();
  }

  @Test
  void letsOnlyTheOneWhoAskedGoOn() throws Exception {
    server.actAs("alice");
    Part begun = cutAfter(server, REQUEST, 3);

    server.actAs("bob");
    assertThat(failure(server.blocking().resume(begun.toBeResumed())).getStatus().getCode())
        .isEqualTo(Status.Code.NOT_FOUND);
    server.actAs("alice");
    assertThat(part(server.blocking().resume(begun.toBeResumed())).rows).isNotEmpty();
    server.actAs("");
  }

  @Test
  void refusesRowsThatAreNone() {
    ResumeRequest odd = byId("x").toBuilder().addReceived(range(-1, 1)).build();

    StatusRuntimeException refusal = failure(server.blocking().resume(odd));

    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refusal.getStatus().getDescription()).startsWith("received[0]: ");
  }

  private InProcess keeping(Keeping keeping) {
    ServerSettings settings = ServerSettings.of("", 0).withCalls(8).withKeeping(keeping);
    return InProcess.start(Folder.standard(path).open(InProcess.CENTURY), settings);
  }

  private static String violation(InProcess server, Part begun) throws Exception {
    return violation(failure(server.blocking().resume(begun.toBeResumed())));
  }

  private static String violation(StatusRuntimeException refusal)
      throws InvalidProtocolBufferException {
    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
    com.google.rpc.Status status = Objects.requireNonNull(StatusProto.fromThrowable(refusal));
    return status.getDetails(1).unpack(PreconditionFailure.class).getViolations(0).getType();
  }

  private static StatusRuntimeException failure(Iterator<SampleEvent> events) {
    return catchThrowableOfType(
        StatusRuntimeException.class, () -> events.forEachRemaining(event -> {}));
  }

  private static ResumeRequest byId(String id) {
    return ResumeRequest.newBuilder().setOperationId(id).build();
  }

  private static RowRange range(long first, long count) {
    return RowRange.newBuilder().setFirst(first).setCount(count).build();
  }

  private static Part cutAfter(InProcess server, SampleRequest request, int rows)
      throws InterruptedException {
    Part part = new Part();
    Context.CancellableContext context = Context.current().withCancellation();
    context.run(
        () -> {
          Iterator<SampleEvent> events = server.blocking().sample(request);
          do {
            part.take(events.next());
          } while (part.rows.size() < rows);
        });
    context.cancel(null);
    assertThat(server.workers().awaitIdle(Duration.ofSeconds(10))).isTrue();
    return part;
  }

  private static Part part(Iterator<SampleEvent> events) {
    Part part = new Part();
    events.forEachRemaining(part::take);
    return part;
  }

  /** What came of a stream. */
  private static final class Part {
    private final Map<Long, DrawnSample> rows = new TreeMap<>();
    private Accepted accepted = Accepted.getDefaultInstance();
    private Optional<SampleSummary> summary = Optional.empty();

    void take(SampleEvent event) {
      if (event.hasAccepted()) {
        accepted = event.getAccepted();
      } else if (event.hasSample()) {
        assertThat(rows.put(event.getSample().getRow(), event.getSample())).isNull();
      } else if (event.hasSummary()) {
        summary = Optional.of(event.getSummary());
      }
    }

    ResumeRequest toBeResumed() {
      List<RowRange> received = new ArrayList<>();
      rows.keySet().forEach(row -> received.add(range(row, 1)));
      return byId(accepted.getOperationId()).toBuilder().addAllReceived(received).build();
    }
  }
}
