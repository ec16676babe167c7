package dev.driftwood.cli.model;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.option.LatentsOption;
import dev.driftwood.cli.option.ModelOption;
import dev.driftwood.cli.option.SampleOptions;
import dev.driftwood.cli.output.Drawing;
import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.SamplePlan;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code driftwood sample}. */
@Command(name = "sample", description = "Draw samples from a model.")
final class SampleCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ModelOption model;
  @Mixin private SampleOptions options;
  @Mixin private LatentsOption latents;
  @Mixin private JsonOption json;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "x.png for a grid of images, x.npy for the numbers.")
  private Path out;

  SampleCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    SamplePlan plan = latents.plan(options);
    Drawing drawing = Drawing.to(out, plan, console, json.json());
    try (DriftModel loaded = model.load(console)) {
      return drawing.run(loaded.description().shape(), listener -> loaded.sample(plan, listener));
    }
  }
}
