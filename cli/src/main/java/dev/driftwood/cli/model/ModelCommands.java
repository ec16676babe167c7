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
        "restore",
        "likelihood",
        "encode",
        "interpolate",
        "inspect",
        "samplers",
        "operators",
        "models",
        "tune",
        "calibrate",
        "anomaly");
  }

  @Override
  public CommandLine command(String name, Console console) {
    return switch (name) {
      case "export" -> new CommandLine(new ExportCommand(console));
      case "adopt" -> new CommandLine(new AdoptCommand(console));
      case "sample" -> new CommandLine(new SampleCommand(console));
      case "restore" -> new CommandLine(new RestoreCommand(console));
      case "likelihood" -> new CommandLine(new LikelihoodCommand(console));
      case "encode" -> new CommandLine(new EncodeCommand(console));
      case "interpolate" -> new CommandLine(new InterpolateCommand(console));
      case "inspect" -> new CommandLine(new InspectCommand(console));
      case "samplers" -> new CommandLine(new SamplersCommand(console));
      case "tune" -> new CommandLine(new TuneCommand(console));
      case "calibrate" -> new CommandLine(new CalibrateCommand(console));
      case "anomaly" -> new CommandLine(new AnomalyCommand(console));
      case "operators" -> new CommandLine(new OperatorsCommand(console));
      case "models" -> ModelsCommand.with(console);
      default -> throw new IllegalArgumentException("command: " + name);
    };
  }
}
