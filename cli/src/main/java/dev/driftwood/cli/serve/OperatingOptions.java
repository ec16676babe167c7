package dev.driftwood.cli.serve;

import dev.driftwood.cli.Console;
import dev.driftwood.server.OperatingSettings;
import dev.driftwood.server.ServerSettings;
import dev.driftwood.server.access.AccessLog;
import dev.driftwood.server.access.CallObserver;
import dev.driftwood.server.access.LogFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a server is operated. */
@Command
final class OperatingOptions {
  private static final String STANDARD_OUTPUT = "-";

  @Mixin private TransportOptions transport;
  @Mixin private SecurityOptions security;
  @Mixin private AdminOptions admin;

  @Option(
      names = "--access-log",
      paramLabel = "FILE|-",
      description = "A line of JSON for each call, in a file or on standard output.")
  private @Nullable String accessLog;

  @Option(
      names = "--drain-seconds",
      paramLabel = "S",
      defaultValue = "30",
      description =
          "Seconds that running calls may go on when the server stops; ${DEFAULT-VALUE} by default.")
  private double drain;

  @Option(
      names = "--drain-delay-seconds",
      paramLabel = "S",
      defaultValue = "0",
      description =
          "Seconds that new calls are taken after the server has said that it stops;"
              + " ${DEFAULT-VALUE} by default.")
  private double drainDelay;

  /** The file of the access log, opened, if there is one. */
  Optional<LogFile> file() {
    return accessLog == null || accessLog.equals(STANDARD_OUTPUT)
        ? Optional.empty()
        : Optional.of(LogFile.open(Path.of(accessLog)));
  }

  /**
   * Settings of a server with these.
   *
   * @param file that was opened
   */
  ServerSettings of(ServerSettings settings, Console console, Optional<LogFile> file) {
    OperatingSettings operation =
        OperatingSettings.DEFAULT
            .withTransport(transport.settings())
            .withSecurity(security.settings())
            .withAdmin(admin.settings())
            .withTelemetry(admin.telemetry())
            .withObservers(List.of(observer(console, file)))
            .withDrainDelay(Seconds.of("drain-delay-seconds", drainDelay));
    return settings.withDrain(Seconds.of("drain-seconds", drain)).withOperation(operation);
  }

  private CallObserver observer(Console console, Optional<LogFile> file) {
    if (file.isPresent()) {
      return new AccessLog(file.get());
    }
    return accessLog == null ? AccessLog.ofLogger() : new AccessLog(console::print);
  }
}
