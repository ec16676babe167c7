package dev.driftwood.cli.demo;

import dev.driftwood.cli.CommandProvider;
import dev.driftwood.cli.Console;
import dev.driftwood.trainer.demo.Demo;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;

/** The demonstration. */
public final class DemoCommands implements CommandProvider {
  @Override
  public List<String> names() {
    return List.of("demo");
  }

  @Override
  public CommandLine command(String name, Console console) {
    // Named here so that its absence shows now, and not in the middle of the work.
    Objects.requireNonNull(Demo.class, name);
    return new CommandLine(new DemoCommand(console));
  }
}
