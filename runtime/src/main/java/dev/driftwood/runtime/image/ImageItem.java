package dev.driftwood.runtime.image;

/**
 * What an {@link ImageSource} yields for each place of its input: an item, or why there is none.
 */
public sealed interface ImageItem permits Image, BrokenImage {
  /** The 0-based index in the input, or the relative path in a folder with {@code /} between. */
  String id();
}
