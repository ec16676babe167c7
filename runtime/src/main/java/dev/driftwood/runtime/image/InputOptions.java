package dev.driftwood.runtime.image;

import dev.driftwood.runtime.data.ItemShape;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How an input is to be read.
 *
 * @param format a format that the content does not tell
 * @param layout the axes of a four-dimensional array
 * @param shape what each item must be, where the reader knows: a model's shape
 * @param levels how many values a pixel takes, where the reader knows: a model's levels
 * @param resize whether images of another height or width are resized to {@code shape}
 */
public record InputOptions(
    Format format, Layout layout, Optional<ItemShape> shape, OptionalInt levels, boolean resize) {

  /** Everything as the file says. */
  public static InputOptions defaults() {
    return new InputOptions(Format.AUTO, Layout.NCHW, Optional.empty(), OptionalInt.empty(), false);
  }

  /** The same for items of this shape only. */
  public InputOptions withShape(ItemShape expected) {
    return new InputOptions(format, layout, Optional.of(expected), levels, resize);
  }

  /** The same with another format. */
  public InputOptions withFormat(Format other) {
    return new InputOptions(other, layout, shape, levels, resize);
  }

  /** The same with other axes. */
  public InputOptions withLayout(Layout other) {
    return new InputOptions(format, other, shape, levels, resize);
  }

  /** The same for pixels of this many levels; values in data space are not concerned. */
  public InputOptions withLevels(int count) {
    return new InputOptions(format, layout, shape, OptionalInt.of(count), resize);
  }

  /** The same with or without resizing. */
  public InputOptions withResize(boolean resized) {
    return new InputOptions(format, layout, shape, levels, resized);
  }

  /** Formats that must be named. */
  public enum Format {
    /** Told by the content. */
    AUTO,
    /** CIFAR-10 records: a label and 3,072 pixels. */
    CIFAR10,
    /** CIFAR-100 records: two labels and 3,072 pixels. */
    CIFAR100
  }

  /** The axes of an array of images. */
  public enum Layout {
    /** Items, channels, height, width. */
    NCHW,
    /** Items, height, width, channels. */
    NHWC
  }
}
