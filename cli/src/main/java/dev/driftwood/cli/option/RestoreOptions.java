package dev.driftwood.cli.option;

import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.observe.Corrections;
import dev.driftwood.runtime.observe.Observed;
import dev.driftwood.runtime.observe.ObservedImages;
import dev.driftwood.runtime.observe.Restoration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is seen of images, and how the rest is made to fit. */
public final class RestoreOptions {
  @Mixin private ImageOptions input;

  @ArgGroup(multiplicity = "1")
  private Task task;

  @Option(
      names = "--repeats",
      paramLabel = "R",
      defaultValue = "1",
      description = "How often each step is taken, as in RePaint; ${DEFAULT-VALUE} by default.")
  private int repeats;

  @Option(
      names = "--corrections",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "Langevin moves of the unknown part at each time; ${DEFAULT-VALUE} by default, more come"
              + " nearer to the posterior.")
  private int corrections;

  @Option(
      names = "--correction-size",
      paramLabel = "C",
      defaultValue = "0.1",
      description = "The size of a move over the squared noise; ${DEFAULT-VALUE} by default.")
  private double size;

  /** What is missing; one of these. */
  private static final class Task {
    @Option(
        names = "--inpaint",
        required = true,
        paramLabel = "REGION",
        description =
            "Draw a region: left-half, right-half, top-half, bottom-half, centre, or the white"
                + " part of a picture; of points, the numbers that are missing, such as 0,2.")
    private @Nullable String region;

    @Option(
        names = "--colourise",
        required = true,
        description = "Draw the colours; the mean of the channels is seen.")
    private boolean colourise;

    @Option(
        names = "--super-resolve",
        required = true,
        paramLabel = "K",
        description = "Draw what is finer than blocks of K by K pixels, whose means are seen.")
    private @Nullable Integer factor;

    Observed observed(ItemShape shape) {
      if (region != null) {
        return new Observed.Pixels(Region.seen(region, shape));
      }
      return factor != null ? new Observed.Blocks(factor) : new Observed.ChannelMeans();
    }
  }

  /** What was typed, for a model; reads the images. */
  public Restoration restoration(ModelDescription model) {
    Observed observed = task.observed(model.shape());
    // Says what does not suit the model before images are read.
    observed.projection(model.shape(), model.data().transform());
    ObservedImages reader = new ObservedImages(observed, model.shape(), model.data());
    List<double[]> items = new ArrayList<>();
    try (SelectedImages images = input.selection().openWholeOrSeen(model.shape())) {
      images.forEachRemaining(image -> items.add(reader.item(image)));
    }
    return new Restoration(observed, items, new Corrections(repeats, corrections, size));
  }
}
