package dev.driftwood.cli.option;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.runtime.image.ImageSource;
import dev.driftwood.runtime.image.InputOptions;
import dev.driftwood.runtime.image.InputOptions.Format;
import dev.driftwood.runtime.image.InputOptions.Layout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

  @Option(
      names = "--format",
      paramLabel = "auto|cifar10|cifar100",
      defaultValue = "auto",
      description = "A format that the content does not tell; ${DEFAULT-VALUE} by default.")
  private String format;

  @Option(
      names = "--layout",
      paramLabel = "nchw|nhwc",
      defaultValue = "nchw",
      description = "The axes of a four-dimensional array; ${DEFAULT-VALUE} by default.")
  private String layout;

  @Option(names = "--resize", description = "Resize images that are not of the model's size.")
  private boolean resize;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many images.")
  private @Nullable Long limit;

  @Option(
      names = "--rows",
      paramLabel = "A:B",
      defaultValue = ":",
      description = "The images from A to before B, from 0; they keep their ids.")
  private String rows;

  /**
   * What was typed, checked.
   *
   * @throws IllegalArgumentException naming the option whose value is out of range
   */
  public Selection selection() {
    RowRange range = RowRange.parse(rows);
    if (limit != null && !(limit >= 1)) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: >= 1)");
    }
    InputOptions options =
        InputOptions.defaults()
            .withFormat(Choice.of("format", format, List.of(Format.values())))
            .withLayout(Choice.of("layout", layout, List.of(Layout.values())))
            .withResize(resize);
    return new Selection(input, options, limit == null ? range : range.limited(limit));
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
