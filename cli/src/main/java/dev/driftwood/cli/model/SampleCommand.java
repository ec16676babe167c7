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
import org.jspecify.annotations.Nullable;
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

  @Option(
      names = "--trajectory",
      paramLabel = "FILE",
      description = "x.gif for an animated picture of the way from noise to the first samples.")
  private @Nullable Path trajectory;

  SampleCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    SamplePlan plan = latents.plan(options);
    Drawing drawing = drawing(plan);
    try (DriftModel loaded = model.load(console)) {
      return drawing.run(loaded.description().shape(), listener -> loaded.sample(plan, listener));
    }
  }

  private Drawing drawing(SamplePlan plan) {
    Drawing drawing = Drawing.to(out, plan, console, json.json());
    return trajectory == null ? drawing : drawing.alongWith(trajectory);
  }
}
