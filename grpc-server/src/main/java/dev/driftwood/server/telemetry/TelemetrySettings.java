package dev.driftwood.server.telemetry;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether calls are traced and measured by OpenTelemetry.
 *
 * @param enabled whether at all
 * @param properties of its SDK, {@code otel.…}; the environment's {@code OTEL_…} go before them
 */
public record TelemetrySettings(boolean enabled, Map<String, String> properties) {
  /** Not at all. */
  public static final TelemetrySettings OFF = new TelemetrySettings(false, Map.of());

  /** What says in the environment that somebody wants it. */
  private static final String WANTED = "OTEL_(EXPORTER_OTLP_|TRACES_EXPORTER$|METRICS_EXPORTER$).*";

  /** Copies the properties. */
  public TelemetrySettings {
    properties = Map.copyOf(properties);
  }

  /** What an endpoint and an environment ask for: nothing where both say nothing. */
  public static TelemetrySettings of(Optional<String> endpoint, Map<String, String> environment) {
    boolean asked = environment.keySet().stream().anyMatch(name -> name.matches(WANTED));
    if (endpoint.isEmpty() && !asked) {
      return OFF;
    }
    Map<String, String> properties = new TreeMap<>();
    properties.put("otel.service.name", "driftwood");
    // What is sent by the JDK's own client; there is no other on the path.
    properties.put("otel.exporter.otlp.protocol", "http/protobuf");
    properties.put("otel.logs.exporter", "none");
    endpoint.ifPresent(url -> properties.put("otel.exporter.otlp.endpoint", url));
    return new TelemetrySettings(true, properties);
  }

  /** The same with a property more. */
  public TelemetrySettings with(String name, String value) {
    Map<String, String> more = new TreeMap<>(properties);
    more.put(name, value);
    return new TelemetrySettings(enabled, more);
  }
}
