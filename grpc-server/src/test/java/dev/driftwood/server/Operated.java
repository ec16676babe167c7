package dev.driftwood.server;

import dev.driftwood.proto.v1.DriftwoodServiceGrpc;
import dev.driftwood.proto.v1.ListModelsRequest;
import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.proto.v1.SampleEvent;
import dev.driftwood.proto.v1.SampleRequest;
import dev.driftwood.server.access.CallObserver;
import dev.driftwood.server.access.FinishedCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A server on this machine that is operated in some way, and a client of it. */
final class Operated implements AutoCloseable {
  private final BlockingQueue<FinishedCall> ended = new LinkedBlockingQueue<>();
  private final DriftwoodServer server;
  private final ManagedChannel channel;

  private Operated(Path path, UnaryOperator<ServerSettings> how) {
    ServerSettings settings =
        ServerSettings.of("127.0.0.1", 0)
            .withDrain(Duration.ofSeconds(10))
            // However slow the machine is, what is asked for is let in.
            .withLongest(InProcess.CENTURY)
            .withOperation(OperatingSettings.DEFAULT.withObservers(List.of(new Keeping(ended))));
    server =
        DriftwoodServer.start(Folder.standard(path).open(InProcess.CENTURY), how.apply(settings));
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
  }

  private record Keeping(BlockingQueue<FinishedCall> ended) implements CallObserver {
    @Override
    public void ended(FinishedCall call) {
      ended.add(call);
    }
  }

  /** A standard folder, served with settings that were changed. */
  static Operated start(Path path, UnaryOperator<OperatingSettings> how) {
    return new Operated(path, settings -> settings.withOperation(how.apply(settings.operation())));
  }

  static Operated with(Path path, UnaryOperator<ServerSettings> how) {
    return new Operated(path, how);
  }

  DriftwoodServer server() {
    return server;
  }

  ManagedChannel channel() {
    return channel;
  }

  /** The call that has ended next, since those that were asked for. */
  FinishedCall ended() throws InterruptedException {
    return Optional.ofNullable(ended.poll(20, TimeUnit.SECONDS)).orElseThrow();
  }

  DriftwoodServiceGrpc.DriftwoodServiceBlockingStub stub(String... headers) {
    Metadata metadata = new Metadata();
    for (int i = 0; i < headers.length; i += 2) {
      metadata.put(Metadata.Key.of(headers[i], Metadata.ASCII_STRING_MARSHALLER), headers[i + 1]);
    }
    return DriftwoodServiceGrpc.newBlockingStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
  }

  /** How a small call ends: the failure, where there is one. */
  Optional<StatusRuntimeException> list(String... headers) {
    try {
      stub(headers).listModels(ListModelsRequest.getDefaultInstance());
      return Optional.empty();
    } catch (StatusRuntimeException e) {
      return Optional.of(e);
    }
  }

  /** Points, by so many evaluations of each. */
  static SampleRequest points(long count, int steps) {
    return SampleRequest.newBuilder()
        .setModel(ModelRef.newBuilder().setName("points"))
        .setCount(count)
        .setSampler("euler")
        .setSteps(steps)
        .build();
  }

  static List<SampleEvent> all(Iterator<SampleEvent> events) {
    List<SampleEvent> all = new ArrayList<>();
    events.forEachRemaining(all::add);
    return all;
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.hurry();
    server.close();
  }
}
