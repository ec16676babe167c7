package dev.driftwood.runtime.anomaly;

import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.ItemShape;

/**
 * Where the parts of a row of features stand.
 *
 * @param perLevel features of a level of noise
 * @param levels how many
 * @param picture features of the picture, which follow
 */
record FeatureParts(int perLevel, int levels, int picture) {
  /** The terms of the likelihood, which come last. */
  static final int TERMS = 2;

  static FeatureParts of(ItemShape shape, DataSpec data, EvidencePlan plan) {
    return new FeatureParts(
        LevelView.features(shape),
        plan.levels(),
        shape.isImage() ? PictureStatistics.of(shape, data).count() : 0);
  }

  int profile() {
    return perLevel * levels;
  }

  int all() {
    return profile() + picture + TERMS;
  }

  /** Where a level's mean squared residual stands. */
  int loss(int level) {
    return level * perLevel + LevelView.lossFeature();
  }
}
