package dev.driftwood.cli.train;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.StopSignal;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.option.OptionFile;
import dev.driftwood.trainer.TrainingRun;
import dev.driftwood.trainer.train.TrainingPlan;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code driftwood train}. */
@Command(
    name = "train",
    preprocessor = ConfigFile.class,
    description = "Train a network and export it into the run folder.")
final class TrainCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private TrainingOptions options;
  @Mixin private JsonOption json;

  @Option(names = "--resume", description = "Go on from the run's last checkpoint, if it has one.")
  private boolean resume;

  @Option(
      names = OptionFile.NAME,
      paramLabel = "F",
      description =
          "A YAML file of these options, such as a run's config.yaml; what is typed wins.")
  private @Nullable Path config;

  TrainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    TrainingPlan plan = options.plan();
    // Before the data, which may take a while.
    plan.network().requireKnown();
    try (TrainingProgress progress = new TrainingProgress(console, plan.optimizer().iterations())) {
      TrainingRun run = new TrainingRun(plan, options.load(), progress);
      if (!resume) {
        run.requireNew();
      }
      try (StopSignal stop = new StopSignal(run::stop)) {
        Path model = run.run(resume);
        progress.report().print(console, json.json(), model);
      }
    }
    return ExitCode.OK;
  }
}
