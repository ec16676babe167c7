package dev.driftwood.server;

import dev.driftwood.proto.v1.DriftwoodServiceGrpc;
import dev.driftwood.runtime.SharedModel;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.server.models.ModelRepository;
import dev.driftwood.server.models.ServedModel;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A running server: the service, health for the whole, the service and each {@code service/model},
 * and reflection, on gRPC's own Netty transport.
 *
 * <p>{@link #close} says that nothing is served any more, refuses new calls after a delay, waits
 * for running ones, cancels those that take too long, and lets the models go when nothing runs.
 */
public final class DriftwoodServer implements AutoCloseable {
  private static final Duration TRANSPORT_END = Duration.ofSeconds(5);

  private final ServerSettings settings;
  private final Surroundings operations;
  private final ModelRepository models;
  private final Workers workers;
  private final Writers writers;
  private final ExecutorService handlers;
  private final HealthStatusManager health;
  private final RequestLimits limits;
  private final ServerServiceDefinition service;
  private final Server server;
  private final Entrance entrance;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final CountDownLatch hurried = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean drained;

  private DriftwoodServer(
      ModelRepository models, ServerSettings settings, InetSocketAddress address) {
    this.settings = settings;
    this.models = models;
    this.health = new HealthStatusManager();
    health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.NOT_SERVING);
    this.operations =
        Surroundings.open(settings.operation(), () -> shared(models), health.getHealthService());
    this.workers = new Workers(settings.workers(), settings.calls());
    this.writers = new Writers(Math.max(2, Runtime.getRuntime().availableProcessors()));
    this.handlers = handlers();
    this.limits = settings.limits().holding(largestItem(models));
    this.service =
        ParsedRequests.of(
            new DriftwoodService(models, workers, writers, settings.withLimits(limits)));
    this.server = build(address);
    this.entrance = new Entrance(server);
  }

  /**
   * Starts serving models.
   *
   * @param models loaded and warm; closed with the server, or here if it does not start
   * @throws DriftwoodException where it can't listen there, or a file of the settings is not what
   *     it should be
   */
  public static DriftwoodServer start(ModelRepository models, ServerSettings settings) {
    InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
    if (address.isUnresolved()) {
      models.close();
      throw new DriftwoodException(
          settings.host() + ": unknown host (expected: an address of this machine)");
    }
    DriftwoodServer started = create(models, settings, address);
    try {
      started.server.start();
      started.serving();
      return started;
    } catch (IOException e) {
      started.hurry();
      started.close();
      throw new DriftwoodException(
          "%s: can't listen there: %s (expected: a free port; choose another, or 0 for any)"
              .formatted(settings.address(settings.port()), reason(e)),
          e);
    } catch (RuntimeException e) {
      started.hurry();
      started.close();
      throw e;
    }
  }

  private static DriftwoodServer create(
      ModelRepository models, ServerSettings settings, InetSocketAddress address) {
    try {
      return new DriftwoodServer(models, settings, address);
    } catch (RuntimeException e) {
      models.close();
      throw e;
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

  private Server build(InetSocketAddress address) {
    return operations
        .builder(address)
        .executor(handlers)
        .maxInboundMessageSize(limits.messageBytes())
        .addService(service)
        .addService(health.getHealthService())
        .addService(ProtoReflectionServiceV1.newInstance())
        .build();
  }

  /** The networks by {@code NAME/VERSION}, and {@code #1} and so on on further devices. */
  private static Map<String, SharedModel> shared(ModelRepository models) {
    Map<String, SharedModel> named = new LinkedHashMap<>();
    for (ServedModel session : models.sessions()) {
      String name = session.toString();
      for (int further = 1; named.containsKey(name); further++) {
        name = session + "#" + further;
      }
      named.put(name, session.shared());
    }
    return named;
  }

  private static ExecutorService handlers() {
    // Handlers only check and hand over, so a few threads are enough and none ever waits.
    int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    return Executors.newFixedThreadPool(threads, task -> Workers.daemon(task, "driftwood-handler"));
  }

  /** All models are warm and calls are taken. */
  private void serving() {
    health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.SERVING);
    health.setStatus(DriftwoodServiceGrpc.SERVICE_NAME, ServingStatus.SERVING);
    models.onChange(new ModelHealth(models, health)::tell);
  }

  /** The service with whatever intercepts its calls, for a further transport. */
  public ServerServiceDefinition service() {
    return operations.guarded(service);
  }

  /** A further transport, which from now on ends with the server and in the same steps. */
  public void add(Door door) {
    entrance.add(door);
  }

  /** Encoded size that a message may have. */
  public int messageBytes() {
    return limits.messageBytes();
  }

  /** The port it listens on. */
  public int port() {
    return server.getPort();
  }

  /** The port on which it shows metrics, if it does. */
  public OptionalInt metricsPort() {
    return operations.metricsPort();
  }

  /** The port of gRPC's own services about it, if they are offered. */
  public OptionalInt adminPort() {
    return operations.adminPort();
  }

  /** Where it listens, {@code HOST:PORT}. */
  public String address() {
    return settings.address(port());
  }

  /** Waits until it has been closed. */
  public void awaitTermination() throws InterruptedException {
    ended.await();
  }

  /** Whether every call had ended by itself when it was closed. */
  public boolean drained() {
    return drained;
  }

  /** Cancels all calls, now and when it closes, so that closing does not wait for them. */
  public void hurry() {
    hurried.countDown();
    if (closed.get()) {
      entrance.cut();
    }
  }

  /** Stops in an order in which no network is let go while it runs. Closing twice is harmless. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    health.enterTerminalState();
    boolean interrupted = !delayed(settings.operation().drainDelay());
    entrance.stopTaking();
    interrupted |= !ended(hurried.getCount() == 0 ? Duration.ZERO : settings.drain());
    entrance.cut();
    // First the networks, which workers wait for.
    models.close();
    workers.close();
    // The transport ends its calls on the handlers, which must be there until it has.
    interrupted |= !cutOff();
    handlers.shutdown();
    writers.close();
    operations.close();
    ended.countDown();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets others hear that it stops before it does; false if that was interrupted. */
  private boolean delayed(Duration time) {
    try {
      hurried.await(time.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Gives calls and connections their time to end; false if that was interrupted. */
  private boolean ended(Duration time) {
    try {
      drained = entrance.await(time);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Waits for connections whose calls were cut; false if that was interrupted. */
  private boolean cutOff() {
    try {
      entrance.await(TRANSPORT_END);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
