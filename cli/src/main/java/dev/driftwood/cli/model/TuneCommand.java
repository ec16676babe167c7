package dev.driftwood.cli.model;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.ProgressLine;
import dev.driftwood.cli.StopSignal;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.option.ModelOption;
import dev.driftwood.cli.output.Report;
import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.file.AtomicFile;
import dev.driftwood.runtime.tune.TunedSolver;
import dev.driftwood.runtime.tune.Tuner;
import dev.driftwood.runtime.tune.TuningPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code driftwood tune}. */
@Command(
    name = "tune",
    description =
        "Fit solvers for few evaluations to a model, for 'driftwood sample --sampler fitted'.")
final class TuneCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ModelOption model;

  @Option(
      names = "--evaluations",
      split = ",",
      paramLabel = "N",
      defaultValue = "5,8,10,15,20",
      description = "Network evaluations a row, a solver each; ${DEFAULT-VALUE} by default.")
  private List<Integer> evaluations;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Rows to fit to; 32 for images and more for points by default.")
  private @Nullable Integer rows;

  @Option(
      names = "--trials",
      paramLabel = "N",
      description = "Grids to try for each number of evaluations; 40 by default.")
  private @Nullable Integer trials;

  @Option(
      names = "--reference-steps",
      paramLabel = "N",
      description = "Steps of the fine paths, four evaluations each; 64 by default.")
  private @Nullable Integer referenceSteps;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Of the rows; by default one that nobody samples with by chance.")
  private @Nullable Long seed;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The artefact with the solvers; may be the model's own file.")
  private Path out;

  @Mixin private JsonOption json;

  TuneCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (DriftModel loaded = model.load(console)) {
      TuningPlan plan = plan(loaded.description().shape().size());
      DriftModel.Tuning tuning = tuned(loaded, plan);
      AtomicFile.write(out, tuning.artefact().bytes());
      report(tuning.solvers()).print(console, json.json(), out);
    }
    return ExitCode.OK;
  }

  private DriftModel.Tuning tuned(DriftModel loaded, TuningPlan plan) {
    long all = (long) plan.evaluations().size() * plan.trials();
    try (StopSignal stop = new StopSignal();
        ProgressLine progress = new ProgressLine(console, "tuning", all, "trials")) {
      return loaded.tune(
          plan,
          new Tuner.Listener() {
            @Override
            public void working() {
              stop.requireQuiet();
            }

            @Override
            public void tried(int done, int of) {
              stop.requireQuiet();
              progress.to(done);
            }
          });
    }
  }

  private TuningPlan plan(int dimension) {
    TuningPlan usual = TuningPlan.usual(evaluations, dimension);
    return new TuningPlan(
        evaluations,
        rows == null ? usual.rows() : rows,
        referenceSteps == null ? usual.referenceSteps() : referenceSteps,
        trials == null ? usual.trials() : trials,
        seed == null ? usual.seed() : seed,
        usual.batch());
  }

  private static Report report(List<TunedSolver> solvers) {
    Report report = new Report();
    for (TunedSolver solver : solvers) {
      report
          .entries()
          .putObject("evaluations " + solver.table().steps())
          .put("error", solver.error())
          .put("tuning_evaluations", solver.networkEvaluations());
    }
    return report;
  }
}
