package dev.driftwood.cli.serve;

import dev.driftwood.server.TransportSettings;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How a server keeps its connections. */
@Command
final class TransportOptions {
  @Option(
      names = "--max-calls-per-connection",
      paramLabel = "N",
      defaultValue = "128",
      description = "Calls of a connection that may be open; ${DEFAULT-VALUE} by default.")
  private int calls;

  @Option(
      names = "--keepalive-seconds",
      paramLabel = "S",
      defaultValue = "60",
      description = "Without a word from a client until it is asked; ${DEFAULT-VALUE} by default.")
  private double keepAlive;

  @Option(
      names = "--keepalive-timeout-seconds",
      paramLabel = "S",
      defaultValue = "20",
      description = "For its answer; ${DEFAULT-VALUE} by default.")
  private double keepAliveTimeout;

  @Option(
      names = "--client-keepalive-seconds",
      paramLabel = "S",
      defaultValue = "20",
      description = "A client may ask no more often; ${DEFAULT-VALUE} by default.")
  private double clientKeepAlive;

  @Option(
      names = "--handshake-seconds",
      paramLabel = "S",
      defaultValue = "20",
      description = "To make a connection in; ${DEFAULT-VALUE} by default.")
  private double handshake;

  @Option(
      names = "--max-connection-seconds",
      paramLabel = "S",
      defaultValue = "0",
      description =
          "Until a client is asked to connect anew, so that load spreads; 0, the default, for"
              + " never.")
  private double age;

  @Option(
      names = "--connection-grace-seconds",
      paramLabel = "S",
      defaultValue = "3600",
      description = "For calls to end on an old connection; ${DEFAULT-VALUE} by default.")
  private double grace;

  TransportSettings settings() {
    return new TransportSettings(
        calls,
        Seconds.of("keepalive-seconds", keepAlive),
        Seconds.of("keepalive-timeout-seconds", keepAliveTimeout),
        Seconds.of("client-keepalive-seconds", clientKeepAlive),
        Seconds.of("handshake-seconds", handshake),
        Optional.of(Seconds.of("max-connection-seconds", age))
            .filter(some -> !some.equals(Duration.ZERO)),
        Seconds.of("connection-grace-seconds", grace));
  }
}
