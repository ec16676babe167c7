package dev.driftwood.server;

import dev.driftwood.runtime.failure.DriftwoodException;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.grpc.services.AdminInterface;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * gRPC's own services about a process, on a port of their own: channelz, which shows connections
 * and calls, health and reflection.
 */
final class AdminServices implements AutoCloseable {
  private final Server server;

  private AdminServices(Server server) {
    this.server = server;
  }

  /**
   * Starts to listen.
   *
   * @param health as it is told on the main port
   * @throws DriftwoodException where it can't
   */
  static AdminServices open(String host, int port, BindableService health) {
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(host, port))
            .addServices(AdminInterface.getStandardServices())
            .addService(health)
            .addService(ProtoReflectionServiceV1.newInstance())
            .build();
    try {
      return new AdminServices(server.start());
    } catch (IOException e) {
      throw new DriftwoodException(
          "%s:%d: can't listen there: %s (expected: a free port of this machine)"
              .formatted(host, port, e.getMessage()),
          e);
    }
  }

  int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
