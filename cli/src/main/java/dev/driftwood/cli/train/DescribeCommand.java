package dev.driftwood.cli.train;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.output.Report;
import dev.driftwood.cli.output.Table;
import dev.driftwood.runtime.layers.Layer;
import dev.driftwood.runtime.layers.MemoryUse;
import dev.driftwood.runtime.layers.NetworkSummary;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code driftwood describe}. */
@Command(
    name = "describe",
    description = "Say what a network is made of, layer by layer, and how much memory it takes.")
final class DescribeCommand implements Callable<Integer> {
  private static final double MEBIBYTE = 1 << 20;

  private final Console console;

  @Mixin private DescribedNetwork network;

  @Option(
      names = "--batch",
      paramLabel = "B",
      defaultValue = "64",
      description = "Rows for which memory is told; ${DEFAULT-VALUE} by default.")
  private int batch;

  @Option(
      names = "--averages",
      paramLabel = "N",
      defaultValue = "1",
      description = "Moving averages of the weights; ${DEFAULT-VALUE} by default.")
  private int averages;

  @Option(
      names = "--depth",
      paramLabel = "D",
      defaultValue = "2",
      description = "How many parts of a name tell layers apart; ${DEFAULT-VALUE} by default.")
  private int depth;

  @Mixin private JsonOption json;

  DescribeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    require("batch", batch, 1);
    require("averages", averages, 0);
    require("depth", depth, 1);
    NetworkSummary summary = network.summary();
    Report report = new Report();
    addTotals(report.entries(), summary);
    if (json.json()) {
      var layers = report.entries().putArray("layers");
      summary.layers(depth).forEach(layer -> add(layers.addObject(), layer, summary));
    } else {
      Table table = new Table("layer", "output", "parameters", "share", "multiply_adds", "of_all");
      summary.layers(depth).forEach(layer -> addLine(table.add(), layer, summary));
      table.print(console, false);
      console.print("");
    }
    report.print(console, json.json());
    return ExitCode.OK;
  }

  private static void require(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: >= " + least + ")");
    }
  }

  private void addTotals(ObjectNode entries, NetworkSummary summary) {
    entries.put("parameters", summary.parameters()).put("multiply_adds", summary.multiplyAdds());
    entries.put("batch", batch);
    MemoryUse training = summary.training(batch, averages);
    ObjectNode trained = entries.putObject("training_mib");
    trained.put("weights", mebibytes(training.weights()));
    trained.put("gradients", mebibytes(training.gradients()));
    trained.put("moments", mebibytes(training.moments()));
    trained.put("averages", mebibytes(training.averages()));
    trained.put("activations", mebibytes(training.activations()));
    trained.put("backward", mebibytes(training.backward()));
    trained.put("total", mebibytes(training.total()));
    MemoryUse inference = summary.inference(batch);
    ObjectNode run = entries.putObject("inference_mib");
    run.put("weights", mebibytes(inference.weights()));
    run.put("activations", mebibytes(inference.activations()));
    run.put("total", mebibytes(inference.total()));
  }

  private static double mebibytes(long bytes) {
    return Math.round(bytes / MEBIBYTE * 100) / 100.0;
  }

  private static void add(ObjectNode row, Layer layer, NetworkSummary summary) {
    row.put("layer", layer.name());
    var output = row.putArray("output");
    layer.output().dims().forEach(output::add);
    row.put("parameters", layer.parameters());
    row.put("parameter_share", share(layer.parameters(), summary.parameters()));
    row.put("multiply_adds", layer.multiplyAdds());
    row.put("multiply_add_share", share(layer.multiplyAdds(), summary.multiplyAdds()));
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  private static void addLine(ObjectNode row, Layer layer, NetworkSummary summary) {
    row.put("layer", layer.name().isEmpty() ? "(between)" : layer.name());
    row.put("output", layer.output().toString());
    row.put("parameters", layer.parameters());
    row.put("share", percent(layer.parameters(), summary.parameters()));
    row.put("multiply_adds", layer.multiplyAdds());
    row.put("of_all", percent(layer.multiplyAdds(), summary.multiplyAdds()));
  }

  private static String percent(long part, long whole) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share(part, whole));
  }
}
