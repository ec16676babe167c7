package dev.driftwood.cli.bench;

import dev.driftwood.bench.ProductBench;
import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.output.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code driftwood bench jvp}. */
@Command(
    name = "jvp",
    description =
        "Time the graph that gives drift and Jacobian-vector product against the plain graph.")
final class ProductBenchCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--preset",
      split = ",",
      paramLabel = "P",
      defaultValue = "mnist,cifar10",
      description = "Networks, with random weights; ${DEFAULT-VALUE} by default.")
  private List<String> presets;

  @Option(
      names = "--batch",
      split = ",",
      paramLabel = "B",
      defaultValue = "1,8,32",
      description = "Rows of a run; ${DEFAULT-VALUE} by default.")
  private List<Integer> batches;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "5",
      description = "Timed runs, whose median is taken; ${DEFAULT-VALUE} by default.")
  private int repeats;

  @Mixin private JsonOption json;

  ProductBenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    requirePositive("repeats", repeats);
    batches.forEach(batch -> requirePositive("batch", batch));
    Table table =
        new Table(
            "preset", "batch", "plain_seconds", "product_seconds", "ratio", "multiply_add_ratio");
    for (String preset : presets) {
      ProductBench.measure(preset, batches, repeats).forEach(row -> add(table, row));
    }
    table.print(console, json.json());
    return ExitCode.OK;
  }

  private static void requirePositive(String name, int value) {
    if (!(value >= 1)) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: >= 1)");
    }
  }

  private static void add(Table table, ProductBench.Row row) {
    table
        .add()
        .put("preset", row.preset())
        .put("batch", row.batch())
        .put("plain_seconds", row.plainSeconds())
        .put("product_seconds", row.productSeconds())
        .put("ratio", row.ratio())
        .put("multiply_add_ratio", row.multiplyAddRatio());
  }
}
