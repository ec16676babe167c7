package dev.driftwood.gateway;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The service by gRPC without a network between, so that flow control, deadlines, cancellation and
 * interceptors are those of any other call.
 */
final class LocalService implements AutoCloseable {
  private final Server server;
  private final ManagedChannel channel;
  private final Duration drain;

  LocalService(ServerServiceDefinition service, Duration drain) {
    String name = UUID.randomUUID().toString();
    this.drain = drain;
    try {
      // Handlers never wait, so the caller's thread will do.
      this.server =
          InProcessServerBuilder.forName(name).directExecutor().addService(service).build().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.channel = InProcessChannelBuilder.forName(name).build();
  }

  <Q, A> ClientCall<Q, A> call(MethodDescriptor<Q, A> method, CallOptions options) {
    return channel.newCall(method, options);
  }

  /** Waits for running calls, and cancels those that take too long. */
  @Override
  public void close() {
    channel.shutdown();
    try {
      channel.awaitTermination(drain.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    channel.shutdownNow();
    server.shutdownNow();
  }
}
