package dev.driftwood.cli.bench;

import dev.driftwood.bench.serve.ServeBench;
import dev.driftwood.bench.serve.Workload;
import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.option.DeviceOptions;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.output.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code driftwood bench serve}. */
@Command(
    name = "serve",
    description =
        "Time a server and its clients, in one process, against the same rows drawn without a"
            + " server, and calls that requests share against one request after the other.")
final class ServeBenchCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--preset",
      paramLabel = "P",
      defaultValue = "mnist",
      description = "The network, with random weights; ${DEFAULT-VALUE} by default.")
  private String preset;

  @Option(
      names = "--clients",
      split = ",",
      paramLabel = "N",
      defaultValue = "1,8,64",
      description = "Clients at a time; ${DEFAULT-VALUE} by default.")
  private List<Integer> clients;

  @Option(
      names = "--requests",
      paramLabel = "N",
      defaultValue = "64",
      description = "Requests of all clients together; ${DEFAULT-VALUE} by default.")
  private int requests;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "4",
      description = "Samples of a request; ${DEFAULT-VALUE} by default.")
  private int rows;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "10",
      description = "Steps of a sample; ${DEFAULT-VALUE} by default.")
  private int steps;

  @Option(
      names = "--mixed-steps",
      split = ",",
      paramLabel = "N",
      defaultValue = "2,5,10,40",
      description =
          "Steps that requests take in turn where ways of batching are compared, with the second"
              + " number of clients; ${DEFAULT-VALUE} by default.")
  private List<Integer> mixedSteps;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "3",
      description = "Turns, whose median is taken; ${DEFAULT-VALUE} by default.")
  private int repeats;

  @Mixin private DeviceOptions device;

  @Mixin private JsonOption json;

  ServeBenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    clients.forEach(count -> requirePositive("clients", count));
    requirePositive("repeats", repeats);
    Workload alike = new Workload(requests, rows, List.of(steps));
    Workload mixed = new Workload(requests, rows, mixedSteps);
    Path folder = Files.createTempDirectory("driftwood-bench");
    try (ServeBench bench = ServeBench.open(preset, device.settings(), repeats, folder)) {
      loads(bench.loads(alike, clients)).print(console, json.json());
      int several = clients.get(Math.min(1, clients.size() - 1));
      ways(bench.ways(mixed, several), several).print(console, json.json());
    } finally {
      Files.deleteIfExists(folder.resolve("bench.onnx"));
      Files.deleteIfExists(folder);
    }
    return ExitCode.OK;
  }

  private static Table loads(List<ServeBench.Load> loads) {
    Table table =
        new Table(
            "clients",
            "served_per_second",
            "local_per_second",
            "ratio",
            "latency_ms",
            "added_p50_ms",
            "added_p99_ms");
    for (ServeBench.Load load : loads) {
      table
          .add()
          .put("clients", load.clients())
          .put("served_per_second", load.servedRate())
          .put("local_per_second", load.localRate())
          .put("ratio", load.ratio())
          .put("latency_ms", 1e3 * load.latency())
          .put("added_p50_ms", 1e3 * load.addedMedian())
          .put("added_p99_ms", 1e3 * load.addedMost());
    }
    return table;
  }

  private static Table ways(List<ServeBench.Way> ways, int clients) {
    Table table =
        new Table(
            "batching",
            "clients",
            "served_per_second",
            "latency_p50_ms",
            "latency_p99_ms",
            "shortest_p50_ms");
    for (ServeBench.Way way : ways) {
      table
          .add()
          .put("batching", way.joining() ? "steps" : "requests")
          .put("clients", clients)
          .put("served_per_second", way.rate())
          .put("latency_p50_ms", 1e3 * way.latency())
          .put("latency_p99_ms", 1e3 * way.latencyMost())
          .put("shortest_p50_ms", 1e3 * way.shortest());
    }
    return table;
  }

  private static void requirePositive(String name, int value) {
    if (!(value >= 1)) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: >= 1)");
    }
  }
}
