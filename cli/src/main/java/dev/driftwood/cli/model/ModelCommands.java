package dev.driftwood.cli.model;

import dev.driftwood.cli.CommandProvider;
import dev.driftwood.cli.Console;
import java.util.List;
import picocli.CommandLine;

/** The commands that need nothing but the runtime. */
public final class ModelCommands implements CommandProvider {
  @Override
  public List<String> names() {
    return List.of("export", "sample", "likelihood", "inspect", "samplers", "models");
  }

  @Override
  public CommandLine command(String name, Console console) {
    return new CommandLine(
        switch (name) {
          case "export" -> new ExportCommand(console);
          case "sample" -> new SampleCommand(console);
          case "likelihood" -> new LikelihoodCommand(console);
          case "inspect" -> new InspectCommand(console);
          case "samplers" -> new SamplersCommand(console);
          case "models" -> new ModelsCommand(console);
          default -> throw new IllegalArgumentException("command: " + name);
        });
  }
}
