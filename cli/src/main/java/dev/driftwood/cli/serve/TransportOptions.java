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
      description =
          "Seconds of a client's silence until it is asked whether it is there; ${DEFAULT-VALUE} by"
              + " default.")
  private double keepAlive;

  @Option(
      names = "--keepalive-timeout-seconds",
      paramLabel = "S",
      defaultValue = "20",
      description =
          "Seconds to wait for the answer of a silent client; ${DEFAULT-VALUE} by default.")
  private double keepAliveTimeout;

  @Option(
      names = "--client-keepalive-seconds",
      paramLabel = "S",
      defaultValue = "20",
      description =
          "A client that asks more often than every so many seconds is sent away; ${DEFAULT-VALUE}"
              + " by default.")
  private double clientKeepAlive;

  @Option(
      names = "--handshake-seconds",
      paramLabel = "S",
      defaultValue = "20",
      description = "Seconds that making a connection may take; ${DEFAULT-VALUE} by default.")
  private double handshake;

  @Option(
      names = "--max-connection-seconds",
      paramLabel = "S",
      defaultValue = "0",
      description =
          "Seconds until a client is asked to connect anew, so that load spreads; 0, the default,"
              + " for never.")
  private double age;

  @Option(
      names = "--connection-grace-seconds",
      paramLabel = "S",
      defaultValue = "3600",
      description =
          "Seconds for calls to end on a connection older than --max-connection-seconds;"
              + " ${DEFAULT-VALUE} by default.")
  private double grace;

  TransportSettings settings() {
    return new TransportSettings(
        Count.of("max-calls-per-connection", calls),
        Seconds.positive("keepalive-seconds", keepAlive),
        Seconds.positive("keepalive-timeout-seconds", keepAliveTimeout),
        Seconds.positive("client-keepalive-seconds", clientKeepAlive),
        Seconds.positive("handshake-seconds", handshake),
        Optional.of(Seconds.of("max-connection-seconds", age))
            .filter(some -> !some.equals(Duration.ZERO)),
        Seconds.positive("connection-grace-seconds", grace));
  }
}
