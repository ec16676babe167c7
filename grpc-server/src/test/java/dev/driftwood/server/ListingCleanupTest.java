package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.proto.v1.DriftwoodServiceGrpc;
import dev.driftwood.proto.v1.ListModelsRequest;
import dev.driftwood.proto.v1.ListModelsResponse;
import dev.driftwood.server.models.ModelRepository;
import dev.driftwood.server.models.ServedModel;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However a call of {@code ListModels} ends, it leaves nothing behind. */
@Timeout(60)
class ListingCleanupTest {
  /** How calls end. */
  enum End {
    NORMAL,
    CANCEL,
    DEADLINE,
    DRAIN
  }

  @ParameterizedTest
  @EnumSource(End.class)
  void leavesNothing(End end, @TempDir Path path) throws Exception {
    ModelRepository models = Folder.standard(path).open();
    DriftwoodServer server = DriftwoodServer.start(models, ServerSettings.of("127.0.0.1", 0));
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
    try {
      Call call = new Call(end == End.CANCEL);
      if (end == End.DRAIN) {
        server.close();
      }
      stub(channel, end).listModels(ListModelsRequest.getDefaultInstance(), call);

      assertThat(call.end.get(20, TimeUnit.SECONDS)).isIn(expected(end));
      assertThat(models.sessions())
          .map(ServedModel::shared)
          .allMatch(shared -> shared.backlog().open() == 0);
    } finally {
      channel.shutdownNow();
      long start = System.nanoTime();
      server.close();
      // With a call still open it would wait for its time to drain, which is 30 s.
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    }
  }

  private static DriftwoodServiceGrpc.DriftwoodServiceStub stub(ManagedChannel channel, End end) {
    DriftwoodServiceGrpc.DriftwoodServiceStub stub = DriftwoodServiceGrpc.newStub(channel);
    return end == End.DEADLINE ? stub.withDeadlineAfter(1, TimeUnit.NANOSECONDS) : stub;
  }

  private static Set<Status.Code> expected(End end) {
    return switch (end) {
      case NORMAL -> Set.of(Status.Code.OK);
      // The answer may have been quicker.
      case CANCEL -> Set.of(Status.Code.CANCELLED, Status.Code.OK);
      case DEADLINE -> Set.of(Status.Code.DEADLINE_EXCEEDED);
      case DRAIN -> Set.of(Status.Code.UNAVAILABLE);
    };
  }

  /** A call that may leave as soon as it has been sent. */
  private static final class Call
      implements ClientResponseObserver<ListModelsRequest, ListModelsResponse> {
    private final CompletableFuture<Status.Code> end = new CompletableFuture<>();
    private final boolean leaving;

    Call(boolean leaving) {
      this.leaving = leaving;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<ListModelsRequest> stream) {
      if (leaving) {
        stream.setOnReadyHandler(() -> stream.cancel("enough", null));
      }
    }

    @Override
    public void onNext(ListModelsResponse response) {}

    @Override
    public void onError(Throwable cause) {
      end.complete(Status.fromThrowable(cause).getCode());
    }

    @Override
    public void onCompleted() {
      end.complete(Status.Code.OK);
    }
  }
}
