package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.driftwood.proto.v1.DriftwoodServiceGrpc;
import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.proto.v1.SampleEvent;
import dev.driftwood.proto.v1.SampleRequest;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.server.models.ModelRepository;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DriftwoodServerTest {
  @TempDir Path path;
  private DriftwoodServer server;
  private ManagedChannel channel;

  @BeforeEach
  void start() {
    ServerSettings settings = ServerSettings.of("127.0.0.1", 0).withDrain(Duration.ofMillis(300));
    server = DriftwoodServer.start(Folder.standard(path).open(), settings);
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.close();
  }

  @Test
  void isHealthyAsAWholeAndForEachModel() {
    assertThat(health("")).isEqualTo(ServingStatus.SERVING);
    assertThat(health("driftwood.v1.DriftwoodService")).isEqualTo(ServingStatus.SERVING);
    assertThat(health("driftwood.v1.DriftwoodService/images")).isEqualTo(ServingStatus.SERVING);
    assertThatExceptionOfType(StatusRuntimeException.class)
        .isThrownBy(() -> health("driftwood.v1.DriftwoodService/other"))
        .matches(e -> e.getStatus().getCode() == Status.Code.NOT_FOUND);
  }

  private ServingStatus health(String service) {
    HealthCheckRequest request = HealthCheckRequest.newBuilder().setService(service).build();
    return HealthGrpc.newBlockingStub(channel).check(request).getStatus();
  }

  @Test
  void saysByReflectionWhatItOffers() throws Exception {
    CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> call =
        ServerReflectionGrpc.newStub(channel).serverReflectionInfo(completing(answer));
    call.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());

    assertThat(answer.get(10, TimeUnit.SECONDS).getListServicesResponse().getServiceList())
        .extracting(ServiceResponse::getName)
        .contains("driftwood.v1.DriftwoodService", "grpc.health.v1.Health");
    call.onCompleted();
  }

  private static StreamObserver<ServerReflectionResponse> completing(
      CompletableFuture<ServerReflectionResponse> answer) {
    return new StreamObserver<>() {
      @Override
      public void onNext(ServerReflectionResponse response) {
        answer.complete(response);
      }

      @Override
      public void onError(Throwable cause) {
        answer.completeExceptionally(cause);
      }

      @Override
      public void onCompleted() {}
    };
  }

  @Test
  void saysInOneLineThatThePortIsTaken(@TempDir Path other) {
    ServerSettings same = ServerSettings.of("127.0.0.1", server.port());
    ModelRepository models = Folder.standard(other).open();

    assertThatExceptionOfType(DriftwoodException.class)
        .isThrownBy(() -> DriftwoodServer.start(models, same))
        .withMessageStartingWith(server.address() + ": can't listen there: ")
        .withMessageContaining("expected: a free port")
        .withMessageMatching("[^\\n]*");
  }

  @Test
  void endsRunningCallsBeforeItLetsModelsGo() {
    SampleRequest endless =
        SampleRequest.newBuilder()
            .setModel(ModelRef.newBuilder().setName("points"))
            .setCount(10_000)
            .setSampler("euler")
            .setSteps(2_000)
            .build();
    Iterator<SampleEvent> events = DriftwoodServiceGrpc.newBlockingStub(channel).sample(endless);
    assertThat(events.next().hasAccepted()).isTrue();
    assertThat(events.next().hasProgress()).isTrue();

    // Closing a session during a run would end this JVM.
    server.close();

    assertThatExceptionOfType(StatusRuntimeException.class)
        .isThrownBy(() -> events.forEachRemaining(event -> {}));
  }
}
