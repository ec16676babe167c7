package dev.driftwood.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwood.bench.soak.Outcome;
import dev.driftwood.bench.soak.Soak;
import dev.driftwood.bench.soak.SoakReport;
import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.option.DeviceOptions;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.output.Report;
import dev.driftwood.cli.output.Table;
import dev.driftwood.client.ModelName;
import dev.driftwood.client.ServerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code driftwood bench soak}. */
@Command(
    name = "soak",
    description =
        "Do to a server for some time what clients do, at random: ask for little and much, leave,"
            + " crash, come back, read slowly, have no time, ask for what can't be. Fails where an"
            + " answer is not what it has to be, or something is left behind.")
final class SoakCommand implements Callable<Integer> {
  private static final double MILLISECONDS = 60_000;
  private static final String PRESET = "mlp";

  private final Console console;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "1",
      description = "For how long; ${DEFAULT-VALUE} by default.")
  private double minutes;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Of what is done; ${DEFAULT-VALUE} by default.")
  private long seed;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "8",
      description = "Clients at a time; ${DEFAULT-VALUE} by default.")
  private int clients;

  @Option(
      names = "--preset",
      paramLabel = "P",
      description = "The network of a server in this process, with random weights; mlp by default.")
  private @Nullable String preset;

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      description = "A server that runs elsewhere, in place of one in this process.")
  private @Nullable String server;

  @Option(
      names = "--model",
      paramLabel = "NAME[/VERSION]",
      description = "The model of --server; the first one that it lists by default.")
  private @Nullable String model;

  @Mixin private DeviceOptions device;

  @Mixin private JsonOption json;

  SoakCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (!(minutes > 0 && minutes <= 1e6)) {
      throw new IllegalArgumentException(
          "minutes: " + minutes + " (expected: above 0, at most 1e6)");
    }
    requireOneServer();
    Soak soak = new Soak(Duration.ofMillis((long) (MILLISECONDS * minutes)), seed, clients);
    SoakReport report = server == null ? here(soak) : elsewhere(soak, ServerAddress.parse(server));
    lines(report).print(console, json.json());
    totals(report).print(console, json.json());
    report.surprises().forEach(console::note);
    return report.sound() ? ExitCode.OK : ExitCode.FAILED;
  }

  private void requireOneServer() {
    if (server == null && model != null) {
      throw new IllegalArgumentException("model: " + model + " (expected: --server, too)");
    }
    if (server != null && preset != null) {
      throw new IllegalArgumentException("preset: " + preset + " (expected: none with --server)");
    }
  }

  private SoakReport here(Soak soak) throws IOException {
    Path folder = Files.createTempDirectory("driftwood-soak");
    try {
      return soak.here(preset == null ? PRESET : preset, device.settings(), folder);
    } finally {
      Files.deleteIfExists(folder.resolve("soak.onnx"));
      Files.deleteIfExists(folder);
    }
  }

  private SoakReport elsewhere(Soak soak, ServerAddress address) {
    return model == null ? soak.of(address) : soak.of(address, ModelName.parse(model));
  }

  private static Table lines(SoakReport report) {
    Table table =
        new Table(
            "scenario",
            "requests",
            "answered",
            "resumed",
            "left",
            "late",
            "rejected",
            "refused",
            "unexpected",
            "p50_ms",
            "p99_ms");
    for (SoakReport.Line line : report.lines()) {
      ObjectNode row =
          table.add().put("scenario", word(line.scenario())).put("requests", line.requests());
      for (Outcome outcome : Outcome.values()) {
        row.put(word(outcome), line.count(outcome));
      }
      row.put("p50_ms", 1e3 * line.median()).put("p99_ms", 1e3 * line.most());
    }
    return table;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Report totals(SoakReport report) {
    Report totals = new Report();
    totals
        .entries()
        .put("seconds", report.seconds())
        .put("requests", report.requests())
        .put("unexpected", report.unexpected());
    for (SoakReport.ServerState state : report.server()) {
      totals
          .entries()
          .put("resident_first_tenth_mb", 1e-6 * state.residentFirst())
          .put("resident_last_tenth_mb", 1e-6 * state.residentLast())
          .put("leaked_natives", state.leaked())
          .put("open_calls", state.openCalls());
    }
    return totals;
  }
}
