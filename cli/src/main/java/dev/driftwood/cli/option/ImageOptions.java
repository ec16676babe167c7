package dev.driftwood.cli.option;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.runtime.image.ImageSource;
import dev.driftwood.runtime.image.InputOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which images, and how they are read. */
public final class ImageOptions {
  @Option(
      names = "--input",
      required = true,
      paramLabel = "IMAGES",
      description =
          "An IDX file, CIFAR records (gzip or not), a PNG or JPEG file, a folder of them, or an"
              + " .npy array.")
  private Path input;

  @Mixin private ReadingOptions reading;

  /**
   * What was typed, checked.
   *
   * @throws IllegalArgumentException naming the option whose value is out of range
   */
  public Selection selection() {
    return reading.selection(input);
  }

  /** Images that have been named but not opened. */
  public static final class Selection {
    private final Path input;
    private final InputOptions options;
    private final RowRange range;

    Selection(Path input, InputOptions options, RowRange range) {
      this.input = input;
      this.options = options;
      this.range = range;
    }

    /** Which images these are, in words that are equal for the same. */
    public String name() {
      return input.toAbsolutePath() + " " + options + " " + range;
    }

    /** All images at once, which must be of a shape. */
    public List<ImageItem> read(ItemShape shape) {
      try (SelectedImages images = open(shape)) {
        List<ImageItem> all = new ArrayList<>();
        images.forEachRemaining(all::add);
        return all;
      }
    }

    /** Opens the images, which must be of a shape. */
    public SelectedImages open(ItemShape shape) {
      return SelectedImages.of(input, ImageSource.open(input, options.withShape(shape)), range);
    }

    /** Opens images of any shape, of which the caller finds out; of one shape with --resize. */
    SelectedImages openWholeOrSeen(ItemShape shape) {
      return options.resize()
          ? open(shape)
          : SelectedImages.of(input, ImageSource.open(input, options), range);
    }
  }
}
