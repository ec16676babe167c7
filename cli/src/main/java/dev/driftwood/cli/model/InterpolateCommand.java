package dev.driftwood.cli.model;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.option.FlowPlanOptions;
import dev.driftwood.cli.option.ImageOptions;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.option.ModelOption;
import dev.driftwood.cli.output.Drawing;
import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.Latents;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.image.BrokenImage;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code driftwood interpolate}. */
@Command(
    name = "interpolate",
    description = {
      "Draw what lies between two images.",
      "Both are encoded, latents between theirs are taken at equal angles, and the same solver"
          + " brings these back. The first and the last frame are the two images."
    })
final class InterpolateCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ModelOption model;
  @Mixin private ImageOptions input;
  @Mixin private FlowPlanOptions options;
  @Mixin private JsonOption json;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "9",
      description = "How many frames, the two images among them; ${DEFAULT-VALUE} by default.")
  private int count;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "x.png for a grid of images, x.npy for the numbers.")
  private Path out;

  InterpolateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (!(count >= 2)) {
      throw new IllegalArgumentException("count: " + count + " (expected: >= 2)");
    }
    SamplePlan plan = options.plan(count);
    Drawing drawing = Drawing.to(out, plan, console, json.json());
    ImageOptions.Selection selection = input.selection();
    try (DriftModel loaded = model.load(console)) {
      ItemShape shape = loaded.description().shape();
      List<Image> ends = ends(selection.read(shape));
      return drawing.run(
          shape,
          listener -> {
            Latents between = loaded.encode(ends, plan).interpolated(count);
            loaded.decode(between, plan, listener);
          });
    }
  }

  private static List<Image> ends(List<ImageItem> items) {
    List<Image> images = new ArrayList<>();
    for (ImageItem item : items) {
      if (item instanceof BrokenImage broken) {
        throw new DriftwoodException("image %s: %s".formatted(broken.id(), broken.error()));
      }
      images.add((Image) item);
    }
    if (images.size() != 2) {
      throw new DriftwoodException(
          "input: %d images (expected: 2; --rows A:B chooses them)".formatted(images.size()));
    }
    return images;
  }
}
