/**
 * Images and points in and out of files. {@link dev.driftwood.runtime.image.ImageSource} streams
 * the items of an IDX file, CIFAR records, PNG or JPEG files or an {@code .npy} array in constant
 * memory; {@link dev.driftwood.runtime.image.NpyWriter} and {@link
 * dev.driftwood.runtime.image.PngGrid} write samples.
 */
@NullMarked
package dev.driftwood.runtime.image;

import org.jspecify.annotations.NullMarked;
