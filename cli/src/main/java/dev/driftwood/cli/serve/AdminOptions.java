package dev.driftwood.cli.serve;

import dev.driftwood.server.AdminSettings;
import dev.driftwood.server.telemetry.TelemetrySettings;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a server shows to those who run it. */
@Command
final class AdminOptions {
  @Option(
      names = "--admin-host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "Where --admin-port and --admin-grpc-port listen; ${DEFAULT-VALUE} by default.")
  private String host;

  @Option(
      names = "--admin-port",
      paramLabel = "N",
      description = "Metrics for Prometheus, at /metrics; 0 picks one, none by default.")
  private @Nullable Integer metricsPort;

  @Option(
      names = "--admin-grpc-port",
      paramLabel = "N",
      description = "gRPC's channelz, health and reflection; 0 picks one, none by default.")
  private @Nullable Integer grpcPort;

  @Option(
      names = "--otlp",
      paramLabel = "URL",
      description =
          "Send traces and metrics of calls to a collector of OpenTelemetry over HTTP, such as"
              + " http://localhost:4318; OTEL_... of the environment counts, too.")
  private @Nullable String otlp;

  AdminSettings settings() {
    return new AdminSettings(
        host, port("admin-port", metricsPort), port("admin-grpc-port", grpcPort));
  }

  private static OptionalInt port(String option, @Nullable Integer port) {
    return port == null ? OptionalInt.empty() : OptionalInt.of(Count.port(option, port));
  }

  TelemetrySettings telemetry() {
    return TelemetrySettings.of(Optional.ofNullable(otlp), System.getenv());
  }
}
