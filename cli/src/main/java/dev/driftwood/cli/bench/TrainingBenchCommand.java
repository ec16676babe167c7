package dev.driftwood.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwood.bench.training.TrainingBench;
import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.ProgressLine;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.output.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code driftwood bench train}. */
@Command(
    name = "train",
    description =
        "Time steps of training beside plain convolutions of the same engine, and watch memory.")
final class TrainingBenchCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--preset",
      split = ",",
      paramLabel = "P",
      defaultValue = "mnist,cifar10",
      description = "Networks, from random weights; ${DEFAULT-VALUE} by default.")
  private List<String> presets;

  @Option(
      names = "--batch",
      paramLabel = "B",
      defaultValue = "8",
      description = "Rows of a step; ${DEFAULT-VALUE} by default.")
  private int batch;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "30",
      description = "Timed steps; ${DEFAULT-VALUE} by default.")
  private int steps;

  @Mixin private JsonOption json;

  TrainingBenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Table table =
        new Table(
            "preset",
            "batch",
            "steps",
            "images_per_second",
            "gflops",
            "peak_gflops",
            "share_of_peak",
            "waiting_share",
            "first_tenth_mb",
            "last_tenth_mb");
    for (String preset : presets) {
      try (ProgressLine line = new ProgressLine(console, preset, steps, "steps")) {
        add(table, TrainingBench.measure(preset, batch, steps, line::to));
      }
    }
    table.print(console, json.json());
    return ExitCode.OK;
  }

  private static void add(Table table, TrainingBench.Row row) {
    ObjectNode cells =
        table
            .add()
            .put("preset", row.preset())
            .put("batch", row.batch())
            .put("steps", row.steps())
            .put("images_per_second", row.imagesPerSecond())
            .put("gflops", row.gigaflops())
            .put("peak_gflops", row.peak())
            .put("share_of_peak", row.shareOfPeak())
            .put("waiting_share", row.waitingShare());
    row.firstMegabytes().ifPresent(value -> cells.put("first_tenth_mb", value));
    row.lastMegabytes().ifPresent(value -> cells.put("last_tenth_mb", value));
  }
}
