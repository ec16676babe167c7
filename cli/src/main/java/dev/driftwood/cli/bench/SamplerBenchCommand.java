package dev.driftwood.cli.bench;

import dev.driftwood.bench.exact.Targets;
import dev.driftwood.bench.sampler.Metric;
import dev.driftwood.bench.sampler.Problem;
import dev.driftwood.bench.sampler.SamplerBench;
import dev.driftwood.bench.sampler.Score;
import dev.driftwood.bench.sampler.ScoreChart;
import dev.driftwood.bench.sampler.Standing;
import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.output.Table;
import dev.driftwood.runtime.adopt.ModelFile;
import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.ort.OrtDrift;
import dev.driftwood.runtime.ort.OrtSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code driftwood bench samplers}. */
@Command(
    name = "samplers",
    description =
        "The error of every sampler for a number of evaluations, on exact scores or a network.")
final class SamplerBenchCommand implements Callable<Integer> {
  private static final int NETWORK_SEEDS = 2;

  private final Console console;

  @Option(
      names = "--target",
      split = ",",
      paramLabel = "T",
      description = "Laws with exact scores: mixture-2d, mixture-64d, images-784d; all by default.")
  private List<String> targets = List.of();

  @Option(
      names = "--model",
      paramLabel = "M",
      description = "A network in place of exact scores: 32 rows, and no samplers with noise.")
  private @Nullable Path model;

  @Option(
      names = "--evaluations",
      split = ",",
      paramLabel = "N",
      defaultValue = "5,8,10,15,20,50",
      description = "Network evaluations a row; ${DEFAULT-VALUE} by default.")
  private List<Integer> evaluations;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Seeds to measure on, at least 2; 5 by default, and 2 for a network.")
  private @Nullable Integer seeds;

  @Option(
      names = "--chart",
      paramLabel = "DIR",
      description = "A folder for a picture of each problem and metric; none by default.")
  private @Nullable Path chart;

  @Mixin private JsonOption json;

  SamplerBenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    requireSense();
    if (chart != null) {
      createFolder(chart);
    }
    List<SamplerBench.Result> results = model == null ? exact() : List.of(network(model));
    List<Score> scores = results.stream().flatMap(result -> result.scores().stream()).toList();
    table(scores).print(console, json.json());
    if (!json.json()) {
      console.print("");
      standings(results).print(console, false);
      results.forEach(this::printCost);
    }
    if (chart != null) {
      draw(scores, chart);
    }
    return ExitCode.OK;
  }

  private void requireSense() {
    if (seeds != null && seeds < 2) {
      throw new IllegalArgumentException("seeds: " + seeds + " (expected: >= 2)");
    }
    if (model != null && !targets.isEmpty()) {
      throw new IllegalArgumentException("target: " + targets + " (expected: none with --model)");
    }
    for (int count : evaluations) {
      if (count < 1) {
        throw new IllegalArgumentException("evaluations: " + count + " (expected: >= 1)");
      }
    }
  }

  private List<SamplerBench.Result> exact() {
    List<String> names = targets.isEmpty() ? Targets.names() : targets;
    List<Problem> problems = names.stream().map(Problem::exact).toList();
    return problems.stream().map(problem -> measured(problem, 5)).toList();
  }

  private SamplerBench.Result network(Path path) {
    Artefact artefact = ModelFile.read(path);
    try (OrtDrift drift = new OrtDrift(artefact.graph(), OrtSettings.DEFAULT)) {
      return measured(Problem.network(artefact, drift), NETWORK_SEEDS);
    }
  }

  private SamplerBench.Result measured(Problem problem, int usualSeeds) {
    int count = seeds == null ? usualSeeds : seeds;
    return SamplerBench.measure(problem, evaluations, count, console::note);
  }

  private static Table table(List<Score> scores) {
    Table table =
        new Table(
            "problem", "metric", "evaluations", "sampler", "grid", "noise", "error", "error_se");
    List<Score> sorted = new ArrayList<>(scores);
    sorted.sort(
        Comparator.comparing(Score::problem)
            .thenComparing(Score::metric)
            .thenComparing(Score::evaluations)
            .thenComparing(score -> score.errors().mean()));
    for (Score score : sorted) {
      table
          .add()
          .put("problem", score.problem())
          .put("metric", score.metric().label())
          .put("evaluations", score.evaluations())
          .put("sampler", score.name())
          .put("grid", score.grid())
          .put("noise", score.stochastic())
          .put("error", score.errors().mean())
          .put("error_se", score.errors().estimate().standardError());
    }
    return table;
  }

  private static Table standings(List<SamplerBench.Result> results) {
    Table table =
        new Table(
            "problem",
            "metric",
            "evaluations",
            "fitted",
            "best_other",
            "best_error",
            "difference",
            "difference_se",
            "first",
            "beaten");
    for (SamplerBench.Result result : results) {
      for (Standing standing : Standing.of(result.scores())) {
        table
            .add()
            .put("problem", standing.ours().problem())
            .put("metric", standing.ours().metric().label())
            .put("evaluations", standing.ours().evaluations())
            .put("fitted", standing.ours().errors().mean())
            .put("best_other", standing.best().name() + ", " + standing.best().grid())
            .put("best_error", standing.best().errors().mean())
            .put("difference", standing.difference().mean())
            .put("difference_se", standing.difference().standardError())
            .put("first", standing.first())
            .put("beaten", standing.beaten());
      }
    }
    return table;
  }

  private void printCost(SamplerBench.Result result) {
    long evaluationsOfFit =
        result.tuned().stream().mapToLong(solver -> solver.networkEvaluations()).sum();
    console.print(
        "fitting on %s took %d network evaluations besides the reference"
            .formatted(result.scores().get(0).problem(), evaluationsOfFit));
  }

  private static void createFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new DriftwoodException(folder + ": can't be created: " + e.getMessage(), e);
    }
  }

  private void draw(List<Score> scores, Path folder) {
    for (String problem : scores.stream().map(Score::problem).distinct().toList()) {
      for (Metric metric : Metric.values()) {
        boolean any =
            scores.stream()
                .anyMatch(s -> s.problem().equals(problem) && s.metric() == metric && s.ours());
        if (any) {
          Path file = folder.resolve(problem + "-" + metric.label() + ".png");
          ScoreChart.of(problem, metric, scores).write(file);
          console.print(file.toString());
        }
      }
    }
  }
}
