package dev.driftwood.cli.option;

import dev.driftwood.runtime.image.InputOptions;
import dev.driftwood.runtime.image.InputOptions.Format;
import dev.driftwood.runtime.image.InputOptions.Layout;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How images are read, wherever they are. */
public final class ReadingOptions {
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
      paramLabel = "A:B[:S]",
      defaultValue = ":",
      description =
          "The images from A to before B, from 0, or every S-th of them; they keep their ids.")
  private String rows;

  /**
   * Images of a place, as far as they were asked for.
   *
   * @throws IllegalArgumentException naming the option whose value is out of range
   */
  public ImageOptions.Selection selection(Path input) {
    return selection(input, null);
  }

  /** The same in another format, where one is given. */
  ImageOptions.Selection selection(Path input, @Nullable String otherFormat) {
    RowRange range = RowRange.parse(rows);
    if (limit != null && !(limit >= 1)) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: >= 1)");
    }
    InputOptions options =
        InputOptions.defaults()
            .withFormat(
                Choice.of(
                    "format", otherFormat == null ? format : otherFormat, List.of(Format.values())))
            .withLayout(Choice.of("layout", layout, List.of(Layout.values())))
            .withResize(resize);
    return new ImageOptions.Selection(input, options, limit == null ? range : range.limited(limit));
  }
}
