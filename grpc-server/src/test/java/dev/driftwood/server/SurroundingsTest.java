package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.server.security.SecuritySettings;
import dev.driftwood.server.telemetry.TelemetrySettings;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SurroundingsTest {
  private static final Duration SOON = Duration.ofMillis(1);

  @TempDir private Path path;

  @Test
  void leaveNothingBehindWhereTelemetryCantBeOpened() throws Exception {
    Set<Thread> before = watching();
    OperatingSettings settings =
        OperatingSettings.DEFAULT
            .withSecurity(SecuritySettings.OPEN.withTokens(tokens()).withReload(SOON))
            .withTelemetry(
                TelemetrySettings.of(Optional.of("http://127.0.0.1:9"), Map.of())
                    .with("otel.traces.exporter", "none-such"));

    assertThatExceptionOfType(DriftwoodException.class)
        .isThrownBy(
            () ->
                Surroundings.open(settings, Map::of, new HealthStatusManager().getHealthService()))
        .withMessageContaining("none-such");

    for (int i = 0; i < 500 && !before.containsAll(watching()); i++) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(before).containsAll(watching());
  }

  private Path tokens() throws IOException {
    return Files.writeString(
        path.resolve("tokens.yaml"), "[{name: ann, sha256: " + "a".repeat(64) + "}]");
  }

  private static Set<Thread> watching() {
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    threads.removeIf(thread -> !thread.getName().equals("driftwood-files"));
    return threads;
  }
}
