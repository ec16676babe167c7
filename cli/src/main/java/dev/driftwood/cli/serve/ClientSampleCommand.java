package dev.driftwood.cli.serve;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.option.LatentsOption;
import dev.driftwood.cli.option.SampleOptions;
import dev.driftwood.cli.output.Drawing;
import dev.driftwood.client.DriftwoodClient;
import dev.driftwood.client.ModelName;
import dev.driftwood.runtime.SamplePlan;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code driftwood client sample}. */
@Command(name = "sample", description = "Draw samples on a server, the same as here.")
final class ClientSampleCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ServerOption server;
  @Mixin private ServedModelOption model;
  @Mixin private SampleOptions options;
  @Mixin private LatentsOption latents;
  @Mixin private JsonOption json;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "x.png for a grid of images, x.npy for the numbers.")
  private Path out;

  ClientSampleCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    SamplePlan plan = latents.plan(options);
    ModelName name = model.name();
    Drawing drawing = Drawing.to(out, plan, console, json.json());
    try (DriftwoodClient client = server.connect().telling(console::note)) {
      return drawing.run(
          client.describe(name).shape(), listener -> client.sample(name, plan, listener));
    }
  }
}
