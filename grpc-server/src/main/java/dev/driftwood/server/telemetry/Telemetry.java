package dev.driftwood.server.telemetry;

import dev.driftwood.runtime.failure.DriftwoodException;
import io.grpc.ServerBuilder;
import io.grpc.opentelemetry.GrpcOpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.util.Optional;

/** Sends what gRPC tells of calls to a collector, until closed. */
public final class Telemetry implements AutoCloseable {
  /** gRPC's switch for traces, which are new there. */
  private static final String TRACING = "GRPC_EXPERIMENTAL_ENABLE_OTEL_TRACING";

  private final Optional<OpenTelemetrySdk> sdk;

  private Telemetry(Optional<OpenTelemetrySdk> sdk) {
    this.sdk = sdk;
  }

  /**
   * Begins to send, where it is wanted.
   *
   * @throws DriftwoodException where the settings or the environment ask for what is not there
   */
  public static Telemetry open(TelemetrySettings settings) {
    if (!settings.enabled()) {
      return new Telemetry(Optional.empty());
    }
    if (System.getenv(TRACING) == null && System.getProperty(TRACING) == null) {
      System.setProperty(TRACING, "true");
    }
    try {
      return new Telemetry(
          Optional.of(
              AutoConfiguredOpenTelemetrySdk.builder()
                  .addPropertiesSupplier(settings::properties)
                  .disableShutdownHook()
                  .build()
                  .getOpenTelemetrySdk()));
    } catch (ConfigurationException e) {
      throw new DriftwoodException(
          "OpenTelemetry: " + e.getMessage() + " (expected: --otlp URL, or OTEL_... as specified)",
          e);
    }
  }

  /** Has a server's calls told. */
  public void observe(ServerBuilder<?> server) {
    sdk.ifPresent(
        known -> GrpcOpenTelemetry.newBuilder().sdk(known).build().configureServerBuilder(server));
  }

  /** Sends what is left. */
  @Override
  public void close() {
    sdk.ifPresent(OpenTelemetrySdk::close);
  }
}
