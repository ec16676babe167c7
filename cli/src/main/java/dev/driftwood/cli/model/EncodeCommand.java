package dev.driftwood.cli.model;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.option.FlowPlanOptions;
import dev.driftwood.cli.option.ImageOptions;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.option.ModelOption;
import dev.driftwood.cli.output.Drawing;
import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.image.ImageItem;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code driftwood encode}. */
@Command(
    name = "encode",
    description = {
      "Take images along a model's probability flow to their latents.",
      "'driftwood sample --latents' brings them back. Pixels are taken at the middle of their bins,"
          + " without noise."
    })
final class EncodeCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ModelOption model;
  @Mixin private ImageOptions input;
  @Mixin private FlowPlanOptions options;
  @Mixin private JsonOption json;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "x.npy",
      description = "The latents, in units of the prior's standard deviation.")
  private Path out;

  EncodeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    requireArray();
    options.plan(1);
    ImageOptions.Selection selection = input.selection();
    try (DriftModel loaded = model.load(console)) {
      List<ImageItem> images = selection.read(loaded.description().shape());
      SamplePlan plan = options.plan(images.size());
      return Drawing.to(out, plan, console, json.json())
          .run(loaded.description().shape(), listener -> loaded.encode(images, plan, listener));
    }
  }

  private void requireArray() {
    if (!out.toString().toLowerCase(Locale.ROOT).endsWith(".npy")) {
      throw new IllegalArgumentException(
          "out: " + out + " (expected: a file name that ends in .npy, as latents are no pictures)");
    }
  }
}
