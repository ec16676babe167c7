package dev.driftwood.server.metrics;

import dev.driftwood.runtime.SharedModel;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.server.access.CallObserver;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A page of numbers, {@code http://HOST:PORT/metrics}: of the models, of calls, and of the virtual
 * machine.
 */
public final class ServerMetrics implements AutoCloseable {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final CallMetrics calls = new CallMetrics(registry);
  private final HTTPServer page;

  private ServerMetrics(Supplier<Map<String, SharedModel>> models, InetAddress host, int port)
      throws IOException {
    registry.register(new ModelMetrics(models));
    JvmMetrics.builder().register(registry);
    page = HTTPServer.builder().inetAddress(host).port(port).registry(registry).buildAndStart();
  }

  /**
   * Shows the page from now on.
   *
   * @param models by {@code NAME/VERSION}, whenever somebody asks
   * @param port 0 to let the system pick one
   * @throws DriftwoodException where it can't listen there
   */
  public static ServerMetrics open(
      Supplier<Map<String, SharedModel>> models, String host, int port) {
    try {
      return new ServerMetrics(models, InetAddress.getByName(host), port);
    } catch (IOException e) {
      throw new DriftwoodException(
          "%s:%d: can't show metrics there: %s (expected: a free port of this machine)"
              .formatted(host, port, e.getMessage()),
          e);
    }
  }

  /** Who must be told of calls. */
  public CallObserver calls() {
    return calls;
  }

  /** The port it listens on. */
  public int port() {
    return page.getPort();
  }

  @Override
  public void close() {
    page.close();
  }
}
