package dev.driftwood.cli.serve;

import dev.driftwood.cli.CommandProvider;
import dev.driftwood.cli.Console;
import dev.driftwood.server.DriftwoodServer;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;

/** The commands of the service. */
public final class ServeCommands implements CommandProvider {
  @Override
  public List<String> names() {
    return List.of("serve", "client");
  }

  @Override
  public CommandLine command(String name, Console console) {
    // Named here so that its absence shows now, and not in the middle of the work.
    Objects.requireNonNull(DriftwoodServer.class, name);
    return name.equals("serve")
        ? new CommandLine(new ServeCommand(console))
        : ClientCommand.with(console);
  }
}
