package dev.driftwood.cli.model;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.option.ModelOption;
import dev.driftwood.cli.option.SampleOptions;
import dev.driftwood.cli.output.Drawing;
import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.Latents;
import dev.driftwood.runtime.RunListener;
import dev.driftwood.runtime.Sample;
import dev.driftwood.runtime.SamplePlan;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
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
  @Mixin private JsonOption json;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "x.png for a grid of images, x.npy for the numbers.")
  private Path out;

  @Option(
      names = "--latents",
      paramLabel = "x.npy",
      description =
          "Begin at these latents, as 'driftwood encode' writes them, one a sample, in place of"
              + " prior draws.")
  private @Nullable Path latents;

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
    if (latents != null) {
      Latents given = Latents.read(latents);
      SamplePlan plan = options.planOf(given);
      return draw(plan, (loaded, listener) -> loaded.decode(given, plan, listener));
    }
    SamplePlan plan = options.plan();
    return draw(plan, (loaded, listener) -> loaded.sample(plan, listener));
  }

  private int draw(SamplePlan plan, BiConsumer<DriftModel, RunListener<Sample>> way) {
    Drawing drawing = Drawing.to(out, plan, console, json.json());
    if (trajectory != null) {
      drawing = drawing.alongWith(trajectory);
    }
    return run(drawing, way);
  }

  private int run(Drawing drawing, BiConsumer<DriftModel, RunListener<Sample>> way) {
    try (DriftModel loaded = model.load(console)) {
      return drawing.run(loaded.description().shape(), listener -> way.accept(loaded, listener));
    }
  }
}
