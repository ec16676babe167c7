package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.driftwood.server.telemetry.TelemetrySettings;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a collector of OpenTelemetry's protocol is sent by a server of this machine. */
@Timeout(120)
class CollectedTelemetryTest {
  @TempDir private Path path;

  @Test
  void sendsTracesAndMetricsOfCalls() throws IOException {
    try (Collector collector = new Collector()) {
      TelemetrySettings telemetry =
          TelemetrySettings.of(Optional.of(collector.url()), Map.of())
              .with("otel.exporter.otlp.compression", "none");
      try (Operated operated = Operated.start(path, how -> how.withTelemetry(telemetry))) {
        Operated.all(operated.stub().sample(Operated.points(2, 3)));
        // Closing sends what is left.
      }

      assertThat(collector.spans())
          .extracting(Span::getName)
          .contains("Recv.driftwood.v1.DriftwoodService.Sample");
      assertThat(collector.metrics())
          .extracting(Metric::getName)
          .contains("grpc.server.call.started", "grpc.server.call.duration");
      assertThat(collector.resources())
          .allMatch(
              resource ->
                  resource.getAttributesList().stream()
                      .anyMatch(a -> a.getValue().getStringValue().equals("driftwood")));
    }
  }

  @Test
  void isOffUnlessTheCommandOrTheEnvironmentAsksForIt() {
    assertThat(TelemetrySettings.of(Optional.empty(), Map.of("OTEL_SERVICE_NAME", "x")).enabled())
        .isFalse();
    assertThat(
            TelemetrySettings.of(
                    Optional.empty(), Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"))
                .enabled())
        .isTrue();
  }

  /** Keeps what it is sent. */
  private static final class Collector implements AutoCloseable {
    private final List<ExportTraceServiceRequest> traces = new CopyOnWriteArrayList<>();
    private final List<ExportMetricsServiceRequest> measured = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    Collector() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/v1/traces", this::takeTraces);
      server.createContext("/v1/metrics", this::takeMetrics);
      server.start();
    }

    private void takeTraces(HttpExchange exchange) throws IOException {
      traces.add(ExportTraceServiceRequest.parseFrom(exchange.getRequestBody()));
      exchange.sendResponseHeaders(200, -1);
    }

    private void takeMetrics(HttpExchange exchange) throws IOException {
      measured.add(ExportMetricsServiceRequest.parseFrom(exchange.getRequestBody()));
      exchange.sendResponseHeaders(200, -1);
    }

    String url() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Span> spans() {
      return traces.stream()
          .flatMap(request -> request.getResourceSpansList().stream())
          .flatMap(resource -> resource.getScopeSpansList().stream())
          .flatMap(scope -> scope.getSpansList().stream())
          .toList();
    }

    List<Metric> metrics() {
      return measured.stream()
          .flatMap(request -> request.getResourceMetricsList().stream())
          .flatMap(resource -> resource.getScopeMetricsList().stream())
          .flatMap(scope -> scope.getMetricsList().stream())
          .toList();
    }

    List<Resource> resources() {
      return traces.stream()
          .flatMap(request -> request.getResourceSpansList().stream())
          .map(resource -> resource.getResource())
          .toList();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
