package dev.driftwood.server;

import dev.driftwood.proto.v1.DriftwoodServiceGrpc;
import dev.driftwood.runtime.failure.DriftwoodException;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A running server: the service, health for the whole, the service and each {@code service/model},
 * and reflection, on gRPC's own Netty transport.
 *
 * <p>{@link #close} says that nothing is served any more, refuses new calls, waits for running
 * ones, cancels those that take too long, and lets the models go when nothing runs.
 */
public final class DriftwoodServer implements AutoCloseable {
  private static final int CALLS_PER_CONNECTION = 128;
  private static final int RESETS_PER_WINDOW = 200;
  private static final int RESET_WINDOW_SECONDS = 30;
  private static final int KEEP_ALIVE_SECONDS = 60;
  private static final int CLIENT_KEEP_ALIVE_SECONDS = 20;
  private static final Duration TRANSPORT_END = Duration.ofSeconds(5);

  private final ServerSettings settings;
  private final ModelRepository models;
  private final Workers workers;
  private final Writers writers;
  private final ExecutorService handlers;
  private final HealthStatusManager health;
  private final RequestLimits limits;
  private final ServerServiceDefinition service;
  private final Server server;
  private final AtomicBoolean closed = new AtomicBoolean();

  private DriftwoodServer(
      ModelRepository models, ServerSettings settings, InetSocketAddress address) {
    this.settings = settings;
    this.models = models;
    this.workers = new Workers(settings.workers(), settings.calls());
    this.writers = new Writers(Math.max(2, Runtime.getRuntime().availableProcessors()));
    this.handlers = handlers();
    this.health = health(models);
    this.limits = settings.limits().holding(largestItem(models));
    this.service = bind();
    this.server = build(address);
  }

  /**
   * Starts serving models.
   *
   * @param models loaded and warm; closed with the server, or here if it does not start
   * @throws DriftwoodException where it can't listen there
   */
  public static DriftwoodServer start(ModelRepository models, ServerSettings settings) {
    InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
    if (address.isUnresolved()) {
      models.close();
      throw new DriftwoodException(
          settings.host() + ": unknown host (expected: an address of this machine)");
    }
    DriftwoodServer started = new DriftwoodServer(models, settings, address);
    try {
      started.server.start();
      return started;
    } catch (IOException e) {
      started.close();
      throw new DriftwoodException(
          "%s: can't listen there: %s (expected: a free port; choose another, or 0 for any)"
              .formatted(settings.address(settings.port()), reason(e)),
          e);
    }
  }

  private static String reason(IOException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
  }

  private static int largestItem(ModelRepository models) {
    return models.models().stream()
        .mapToInt(served -> served.model().description().shape().size())
        .max()
        .orElse(1);
  }

  /** The service as every transport gets it: what intercepts its calls belongs here. */
  private ServerServiceDefinition bind() {
    return new DriftwoodService(models, workers, writers, settings.withLimits(limits))
        .bindService();
  }

  private Server build(InetSocketAddress address) {
    return NettyServerBuilder.forAddress(address)
        .executor(handlers)
        .maxInboundMessageSize(limits.messageBytes())
        .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION)
        .maxRstFramesPerWindow(RESETS_PER_WINDOW, RESET_WINDOW_SECONDS)
        .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
        .permitKeepAliveTime(CLIENT_KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
        .permitKeepAliveWithoutCalls(true)
        .addService(service)
        .addService(health.getHealthService())
        .addService(ProtoReflectionServiceV1.newInstance())
        .build();
  }

  private static ExecutorService handlers() {
    // Handlers only check and hand over, so a few threads are enough and none ever waits.
    int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    return Executors.newFixedThreadPool(threads, task -> Workers.daemon(task, "driftwood-handler"));
  }

  private static HealthStatusManager health(ModelRepository models) {
    HealthStatusManager health = new HealthStatusManager();
    String service = DriftwoodServiceGrpc.SERVICE_NAME;
    health.setStatus(service, ServingStatus.SERVING);
    models.models().stream()
        .map(ServedModel::name)
        .distinct()
        .forEach(name -> health.setStatus(service + "/" + name, ServingStatus.SERVING));
    return health;
  }

  /** The service with whatever intercepts its calls, for a further transport. */
  public ServerServiceDefinition service() {
    return service;
  }

  /** Encoded size that a message may have. */
  public int messageBytes() {
    return limits.messageBytes();
  }

  /** The port it listens on. */
  public int port() {
    return server.getPort();
  }

  /** Where it listens, {@code HOST:PORT}. */
  public String address() {
    return settings.address(port());
  }

  /** Waits until it has been closed. */
  public void awaitTermination() throws InterruptedException {
    server.awaitTermination();
  }

  /** Stops in an order in which no network is let go while it runs. Closing twice is harmless. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    health.enterTerminalState();
    server.shutdown();
    boolean interrupted = !terminated(settings.drain());
    server.shutdownNow();
    // First the networks, which workers wait for.
    models.close();
    workers.close();
    // The transport ends its calls on the handlers, which must be there until it has.
    interrupted |= !terminated(TRANSPORT_END);
    handlers.shutdown();
    writers.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Gives calls and connections their time to end; false if that was interrupted. */
  private boolean terminated(Duration time) {
    try {
      server.awaitTermination(time.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
