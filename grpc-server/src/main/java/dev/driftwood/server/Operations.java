package dev.driftwood.server;

import dev.driftwood.server.access.CallObserver;
import dev.driftwood.server.access.CallRecorder;
import dev.driftwood.server.security.Security;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** What surrounds a running server's calls: who may make them, and who hears of them. */
final class Operations implements AutoCloseable {
  private final OperationSettings settings;
  private final Security security;

  private Operations(OperationSettings settings, Security security) {
    this.settings = settings;
    this.security = security;
  }

  /**
   * Reads what the settings name.
   *
   * @throws dev.driftwood.runtime.failure.DriftwoodException where a file is not what it should be
   */
  static Operations open(OperationSettings settings) {
    return new Operations(settings, Security.open(settings.security()));
  }

  /** A server that listens there, with all but its services. */
  NettyServerBuilder builder(InetSocketAddress address) {
    List<CallObserver> observers = new ArrayList<>(settings.observers());
    // The last interceptor is the first to see a call.
    return settings
        .transport()
        .apply(NettyServerBuilder.forAddress(address, security.credentials()))
        .intercept(new Doorkeeper(security.clients()))
        .intercept(new CallRecorder(observers));
  }

  @Override
  public void close() {
    security.close();
  }
}
