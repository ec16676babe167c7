package dev.driftwood.cli.model;

import dev.driftwood.cli.CommandProvider;
import dev.driftwood.cli.Console;
import java.util.List;
import picocli.CommandLine;

/** The commands that need nothing but the runtime. */
public final class ModelCommands implements CommandProvider {
  @Override
  public List<String> names() {
    return List.of(
        "export",
        "adopt",
        "sample",
        "likelihood",
        "inspect",
        "samplers",
        "operators",
        "models",
        "tune");
  }

  @Override
  public CommandLine command(String name, Console console) {
    return switch (name) {
      case "export" -> new CommandLine(new ExportCommand(console));
      case "adopt" -> new CommandLine(new AdoptCommand(console));
      case "sample" -> new CommandLine(new SampleCommand(console));
      case "likelihood" -> new CommandLine(new LikelihoodCommand(console));
      case "inspect" -> new CommandLine(new InspectCommand(console));
      case "samplers" -> new CommandLine(new SamplersCommand(console));
      case "tune" -> new CommandLine(new TuneCommand(console));
      case "operators" -> new CommandLine(new OperatorsCommand(console));
      case "models" -> ModelsCommand.with(console);
      default -> throw new IllegalArgumentException("command: " + name);
    };
  }
}
