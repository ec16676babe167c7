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
import java.util.UUID;

/**
 * The service by gRPC without a network between, so that flow control, deadlines, cancellation and
 * interceptors are those of any other call.
 */
final class LocalService implements AutoCloseable {
  private final Server server;
  private final ManagedChannel channel;

  LocalService(ServerServiceDefinition service) {
    String name = UUID.randomUUID().toString();
    try {
      // Handlers never wait, so the caller's thread will do.
      this.server =
          InProcessServerBuilder.forName(name)
              .directExecutor()
              .intercept(Peer.told())
              .addService(service)
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.channel = InProcessChannelBuilder.forName(name).build();
  }

  <Q, A> ClientCall<Q, A> call(MethodDescriptor<Q, A> method, CallOptions options) {
    return channel.newCall(method, options);
  }

  /** Ends running calls, which are told so, and takes no more. */
  @Override
  public void close() {
    server.shutdownNow();
    channel.shutdown();
  }
}
