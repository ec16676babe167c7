package dev.driftwood.cli.serve;

import dev.driftwood.client.DriftwoodClient;
import dev.driftwood.client.ServerAddress;
import picocli.CommandLine.Option;

/** Which server is asked. */
final class ServerOption {
  @Option(
      names = "--server",
      required = true,
      paramLabel = "HOST:PORT",
      description = "Where it listens.")
  private String server;

  DriftwoodClient connect() {
    return DriftwoodClient.connect(ServerAddress.parse(server));
  }
}
