package dev.driftwood.runtime.solve;

/**
 * Which row it is, as far as its result depends on it.
 *
 * @param key the row key under which its noise is drawn
 * @param draw the index of the dequantisation draw, 0 in sampling
 * @param label the class label, or {@link Query#UNLABELLED}
 */
public record RowId(long key, int draw, int label) {
  /** A row without a label or further draws. */
  public RowId(long key) {
    this(key, 0, Query.UNLABELLED);
  }
}
