package dev.driftwood.cli.bench;

import dev.driftwood.bench.Effort;
import dev.driftwood.bench.ProductBench;
import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.output.Table;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code driftwood bench jvp}. */
@Command(
    name = "jvp",
    description =
        "Time the graph that gives drift and Jacobian-vector product against the plain graph, or"
            + " products that share a plain pass against products that do not.")
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
      names = "--probes",
      paramLabel = "K",
      description = "Products of each row, shared against separate; by default one against none.")
  private @Nullable Integer probes;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      description = "Timed runs, whose median is taken; as many as fit into --seconds by default.")
  private @Nullable Integer repeats;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "10",
      description = "Time for each line, three runs at least; ${DEFAULT-VALUE} by default.")
  private double seconds;

  @Mixin private JsonOption json;

  ProductBenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    batches.forEach(batch -> requirePositive("batch", batch));
    Effort effort = repeats == null ? Effort.ofSeconds(seconds) : Effort.ofRepeats(repeats);
    Table table = probes == null ? single(effort) : shared(probes, effort);
    table.print(console, json.json());
    return ExitCode.OK;
  }

  private Table single(Effort effort) {
    Table table =
        new Table(
            "preset", "batch", "plain_seconds", "product_seconds", "ratio", "multiply_add_ratio");
    for (String preset : presets) {
      ProductBench.measure(preset, batches, effort).forEach(row -> add(table, row));
    }
    return table;
  }

  private Table shared(int count, Effort effort) {
    requirePositive("probes", count);
    Table table =
        new Table(
            "preset",
            "batch",
            "probes",
            "shared_seconds",
            "separate_seconds",
            "seconds_per_product",
            "ratio");
    for (String preset : presets) {
      ProductBench.measureShared(preset, batches, count, effort).forEach(row -> add(table, row));
    }
    return table;
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

  private static void add(Table table, ProductBench.SharedRow row) {
    table
        .add()
        .put("preset", row.preset())
        .put("batch", row.batch())
        .put("probes", row.probes())
        .put("shared_seconds", row.sharedSeconds())
        .put("separate_seconds", row.separateSeconds())
        .put("seconds_per_product", row.secondsPerProduct())
        .put("ratio", row.ratio());
  }
}
