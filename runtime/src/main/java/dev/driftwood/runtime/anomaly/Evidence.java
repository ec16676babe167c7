package dev.driftwood.runtime.anomaly;

import java.util.List;

/**
 * What was measured of one image, before anything is made of it.
 *
 * @param terms of its likelihood
 * @param codeBits the length of its lossless code; NaN for points
 * @param features in one row: the profile's, the picture's, and the likelihood's terms
 * @param residuals for each level of noise a number a pixel, as of {@link LevelView}
 */
public record Evidence(
    LikelihoodParts terms, double codeBits, double[] features, List<float[]> residuals) {
  /** Copies the list. */
  public Evidence {
    residuals = List.copyOf(residuals);
  }

  /**
   * Puts together what was measured.
   *
   * @param profile at its end
   * @param picture the {@link PictureStatistics}; empty for points
   */
  public static Evidence of(
      LikelihoodParts terms, double codeBits, ProfileState profile, double[] picture) {
    int perLevel = profile.views().get(0).features().length;
    int inProfile = perLevel * profile.views().size();
    double[] all = new double[inProfile + picture.length + FeatureParts.TERMS];
    for (int i = 0; i < inProfile; i++) {
      all[i] = profile.views().get(i / perLevel).features()[i % perLevel];
    }
    System.arraycopy(picture, 0, all, inProfile, picture.length);
    all[all.length - 2] = terms.prior() / profile.x().length;
    all[all.length - 1] = terms.divergence() / profile.x().length;
    List<float[]> residuals = profile.views().stream().map(LevelView::residuals).toList();
    return new Evidence(terms, codeBits, all, residuals);
  }

  /** The same without what pixels have. */
  Evidence slim() {
    return new Evidence(terms, codeBits, features, List.of());
  }
}
