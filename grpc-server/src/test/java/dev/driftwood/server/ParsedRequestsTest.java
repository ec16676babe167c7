package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import dev.driftwood.proto.v1.DriftwoodServiceGrpc;
import dev.driftwood.proto.v1.GetModelRequest;
import dev.driftwood.proto.v1.LikelihoodPlan;
import dev.driftwood.proto.v1.LikelihoodRequest;
import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.server.models.ModelRepository;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Over a real connection, whose client takes trailers of 8 KiB. */
@Timeout(60)
class ParsedRequestsTest {
  // A field of a length that does not follow.
  private static final byte[] RUBBISH = {0x0a, 0x7f, 1};
  private static final ModelRef POINTS = ModelRef.newBuilder().setName("points").build();

  private static ModelRepository models;
  private static DriftwoodServer server;
  private static ManagedChannel channel;

  @BeforeAll
  static void start(@TempDir Path path) {
    models = Folder.standard(path).open();
    ServerSettings settings =
        ServerSettings.of("127.0.0.1", 0).withDrain(Duration.ofSeconds(1)).withCalls(1);
    server = DriftwoodServer.start(models, settings);
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
  }

  @AfterAll
  static void stop() {
    channel.shutdownNow();
    server.close();
  }

  static Stream<MethodDescriptor<?, ?>> methods() {
    return DriftwoodServiceGrpc.getServiceDescriptor().getMethods().stream()
        .map(method -> (MethodDescriptor<?, ?>) method);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void saysThatBytesAreNoMessage(MethodDescriptor<?, ?> method) throws Exception {
    assertMalformed(RawCall.of(channel, method, List.of(RUBBISH), 10_000));
  }

  @Test
  void letsGoOfWhatTheMessagesBeforeHeld() throws Exception {
    LikelihoodPlan plan = LikelihoodPlan.newBuilder().setModel(POINTS).build();
    byte[] first = LikelihoodRequest.newBuilder().setPlan(plan).build().toByteArray();
    MethodDescriptor<?, ?> method = DriftwoodServiceGrpc.getLogLikelihoodMethod();

    // Only one call may be open.
    for (int i = 0; i < 3; i++) {
      assertMalformed(RawCall.of(channel, method, List.of(first, RUBBISH, first), 10_000));
    }

    Await.until(() -> models.find("points", "").shared().backlog().open() == 0);
  }

  @Test
  void saysALongNameBackInPart() {
    ModelRef model = ModelRef.newBuilder().setName("\u20ac".repeat(100_000)).build();
    byte[] request = GetModelRequest.newBuilder().setModel(model).build().toByteArray();
    MethodDescriptor<?, ?> method = DriftwoodServiceGrpc.getGetModelMethod();

    Status status = RawCall.of(channel, method, List.of(request), 10_000).status();

    assertThat(status.getCode()).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(status.getDescription()).startsWith("unknown model").endsWith("...");
  }

  private static void assertMalformed(RawCall.End end) throws InvalidProtocolBufferException {
    assertThat(end.status().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    ErrorInfo info =
        StatusProto.fromStatusAndTrailers(end.status(), end.trailers())
            .getDetails(0)
            .unpack(ErrorInfo.class);
    assertThat(info.getReason()).isEqualTo("MALFORMED_MESSAGE");
  }
}
