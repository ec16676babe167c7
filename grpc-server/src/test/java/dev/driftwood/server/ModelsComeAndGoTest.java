package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import dev.driftwood.client.DriftwoodClient;
import dev.driftwood.client.ModelEntry;
import dev.driftwood.client.ServerAddress;
import dev.driftwood.proto.v1.DriftwoodServiceGrpc;
import dev.driftwood.proto.v1.GetModelRequest;
import dev.driftwood.proto.v1.GetModelResponse;
import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.proto.v1.ModelState;
import dev.driftwood.proto.v1.SampleRequest;
import dev.driftwood.runtime.batch.Admission;
import dev.driftwood.runtime.batch.BatchSettings;
import dev.driftwood.server.models.ModelRepository;
import dev.driftwood.server.models.Placement;
import dev.driftwood.server.models.RepositorySettings;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What callers see of models that come and go: by health, in the list, and by refusals. */
@Timeout(60)
class ModelsComeAndGoTest {
  private static final byte[] BROKEN = {1, 2, 3};

  @TempDir Path path;
  private Folder folder;
  private DriftwoodServer server;
  private ManagedChannel channel;

  @BeforeEach
  void start() {
    folder = Folder.standard(path);
    ModelRepository models =
        ModelRepository.open(
            RepositorySettings.of(path, Placement.of(Folder.SETTINGS))
                .with(BatchSettings.DEFAULT.withMostRows(2), Admission.usual())
                .withReload(Duration.ofMillis(20)));
    server = DriftwoodServer.start(models, ServerSettings.of("127.0.0.1", 0));
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.close();
  }

  @Test
  void isHealthyOnceAVersionIsWarm() throws Exception {
    folder.with("late.onnx", BROKEN);
    Await.until(() -> is("late", ServingStatus.NOT_SERVING));
    folder.with("late.onnx", Folder.points().bytes());

    Await.until(() -> is("late", ServingStatus.SERVING));
    assertThat(failure("late")).isNull();
  }

  @Test
  void isNotHealthyOnceItIsGone() throws Exception {
    assertThat(is("images", ServingStatus.SERVING)).isTrue();
    Files.delete(path.resolve("images.onnx"));

    Await.until(() -> is("images", ServingStatus.NOT_SERVING));
    assertReason("images", Status.Code.NOT_FOUND, "UNKNOWN_MODEL");
  }

  @Test
  void staysHealthyWhereANewVersionIsBroken() throws Exception {
    folder.with("points/13/model.onnx", BROKEN);
    Await.until(() -> get("points", "13").getSummary().getState() == ModelState.MODEL_STATE_BROKEN);

    assertThat(is("points", ServingStatus.SERVING)).isTrue();
    assertThat(get("points", "13").getSummary().getProblem()).contains("points/13/model.onnx");
    assertThat(get("points", "").getSummary().getVersion()).isEqualTo("12");
    assertThat(failure("points")).isNull();
  }

  @Test
  void saysOfABrokenModelThatItIsBroken() throws Exception {
    folder.with("other.onnx", BROKEN);
    Await.until(() -> is("other", ServingStatus.NOT_SERVING));
    Await.until(() -> get("other", "").getSummary().getState() == ModelState.MODEL_STATE_BROKEN);

    assertReason("other", Status.Code.FAILED_PRECONDITION, "MODEL_BROKEN");
    try (DriftwoodClient client = DriftwoodClient.connect(ServerAddress.parse(server.address()))) {
      List<ModelEntry> models = client.models();
      assertThat(models)
          .extracting(ModelEntry::state)
          .containsExactly("serving", "broken", "serving", "serving");
      assertThat(models.get(1).problem()).contains("other.onnx");
      assertThat(models.get(1).shape()).isEmpty();
      assertThat(models.get(0).devices()).containsExactly("cpu");
    }
  }

  private boolean is(String model, ServingStatus status) {
    HealthCheckRequest request =
        HealthCheckRequest.newBuilder()
            .setService(DriftwoodServiceGrpc.SERVICE_NAME + "/" + model)
            .build();
    try {
      return HealthGrpc.newBlockingStub(channel).check(request).getStatus() == status;
    } catch (StatusRuntimeException e) {
      // It has not been seen so far.
      return false;
    }
  }

  private GetModelResponse get(String model, String version) {
    GetModelRequest request = GetModelRequest.newBuilder().setModel(ref(model, version)).build();
    try {
      return DriftwoodServiceGrpc.newBlockingStub(channel).getModel(request);
    } catch (StatusRuntimeException e) {
      return GetModelResponse.getDefaultInstance();
    }
  }

  private void assertReason(String model, Status.Code code, String reason) throws IOException {
    StatusRuntimeException failure = failure(model);
    com.google.rpc.Status status = Objects.requireNonNull(StatusProto.fromThrowable(failure));
    assertThat(failure.getStatus().getCode()).isEqualTo(code);
    Any info = status.getDetailsList().get(0);
    assertThat(info.unpack(ErrorInfo.class).getReason()).isEqualTo(reason);
  }

  private StatusRuntimeException failure(String model) {
    SampleRequest request =
        SampleRequest.newBuilder().setModel(ref(model, "")).setCount(1).setSteps(2).build();
    return catchThrowableOfType(
        StatusRuntimeException.class,
        () ->
            DriftwoodServiceGrpc.newBlockingStub(channel)
                .sample(request)
                .forEachRemaining(event -> {}));
  }

  private static ModelRef ref(String model, String version) {
    return ModelRef.newBuilder().setName(model).setVersion(version).build();
  }
}
