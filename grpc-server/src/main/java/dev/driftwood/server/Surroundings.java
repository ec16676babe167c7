package dev.driftwood.server;

import dev.driftwood.runtime.SharedModel;
import dev.driftwood.server.access.CallObserver;
import dev.driftwood.server.access.CallRecorder;
import dev.driftwood.server.metrics.ServerMetrics;
import dev.driftwood.server.security.Security;
import dev.driftwood.server.telemetry.Telemetry;
import io.grpc.BindableService;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** What surrounds a running server's calls: who may make them, and who hears of them. */
final class Surroundings implements AutoCloseable {
  private final OperatingSettings settings;
  private final Deque<Runnable> closing = new ArrayDeque<>();
  private final List<CallObserver> observers = new ArrayList<>();
  private final Security security;
  private final Telemetry telemetry;
  private OptionalInt metricsPort = OptionalInt.empty();
  private OptionalInt adminPort = OptionalInt.empty();

  private Surroundings(OperatingSettings settings, Security security, Telemetry telemetry) {
    this.settings = settings;
    this.security = security;
    this.telemetry = telemetry;
    observers.addAll(settings.observers());
    closing.push(security::close);
    closing.push(telemetry::close);
  }

  /**
   * Reads and opens what the settings name.
   *
   * @param models by {@code NAME/VERSION}, whenever somebody asks
   * @param health of the server
   * @throws dev.driftwood.runtime.failure.DriftwoodException where a file is not what it should be
   *     or a port is taken
   */
  static Surroundings open(
      OperatingSettings settings,
      Supplier<Map<String, SharedModel>> models,
      BindableService health) {
    Surroundings opened = open(settings, Security.open(settings.security()));
    try {
      opened.show(models, health);
      return opened;
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  private static Surroundings open(OperatingSettings settings, Security security) {
    try {
      return new Surroundings(settings, security, Telemetry.open(settings.telemetry()));
    } catch (RuntimeException | Error e) {
      security.close();
      throw e;
    }
  }

  private void show(Supplier<Map<String, SharedModel>> models, BindableService health) {
    AdminSettings admin = settings.admin();
    admin.metricsPort().ifPresent(port -> showMetrics(models, admin.host(), port));
    admin.grpcPort().ifPresent(port -> showServices(health, admin.host(), port));
  }

  private void showMetrics(Supplier<Map<String, SharedModel>> models, String host, int port) {
    ServerMetrics metrics = ServerMetrics.open(models, host, port);
    closing.push(metrics::close);
    observers.add(metrics.calls());
    metricsPort = OptionalInt.of(metrics.port());
  }

  private void showServices(BindableService health, String host, int port) {
    AdminServices services = AdminServices.open(host, port, health);
    closing.push(services::close);
    adminPort = OptionalInt.of(services.port());
  }

  /** A server that listens there, with all but its services. */
  NettyServerBuilder builder(InetSocketAddress address) {
    NettyServerBuilder builder =
        settings.transport().apply(NettyServerBuilder.forAddress(address, security.credentials()));
    interceptors().forEach(builder::intercept);
    telemetry.observe(builder);
    return builder;
  }

  /** A service whose calls come from elsewhere, let in and heard of as all others are. */
  ServerServiceDefinition guarded(ServerServiceDefinition service) {
    return ServerInterceptors.intercept(service, interceptors());
  }

  /** The last is the first to see a call. */
  private List<ServerInterceptor> interceptors() {
    return List.of(new Doorkeeper(security.clients()), new CallRecorder(observers));
  }

  /** Where metrics are shown. */
  OptionalInt metricsPort() {
    return metricsPort;
  }

  /** Where gRPC's own services are. */
  OptionalInt adminPort() {
    return adminPort;
  }

  /** The last opened first. */
  @Override
  public void close() {
    while (!closing.isEmpty()) {
      closing.pop().run();
    }
  }
}
