/**
 * Data sets to train on, by name: {@link dev.driftwood.trainer.data.Datasets} loads them, a {@link
 * dev.driftwood.trainer.data.Dataset} gives its items by index. Files are decoded once and kept in
 * memory as bytes; the embedded ones ({@code swissroll}, {@code gaussians}, {@code glyphs}) are
 * computed item by item and need no file.
 */
@NullMarked
package dev.driftwood.trainer.data;

import org.jspecify.annotations.NullMarked;
