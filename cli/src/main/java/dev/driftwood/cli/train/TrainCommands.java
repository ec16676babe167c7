package dev.driftwood.cli.train;

import dev.driftwood.cli.CommandProvider;
import dev.driftwood.cli.Console;
import dev.driftwood.trainer.TrainingRun;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;

/** The commands of the trainer. */
public final class TrainCommands implements CommandProvider {
  @Override
  public List<String> names() {
    return List.of("train", "describe", "train-features", "compare", "report");
  }

  @Override
  public CommandLine command(String name, Console console) {
    // Named here so that its absence shows now, and not in the middle of the work.
    Objects.requireNonNull(TrainingRun.class, name);
    return new CommandLine(
        switch (name) {
          case "train" -> new TrainCommand(console);
          case "describe" -> new DescribeCommand(console);
          case "train-features" -> new TrainFeaturesCommand(console);
          case "report" -> new ReportCommand(console);
          default -> new CompareCommand(console);
        });
  }
}
