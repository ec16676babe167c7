package dev.driftwood.runtime.anomaly;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Makes scores of evidence by a density of features. */
final class Scorer {
  private final FeatureParts parts;
  private final LikelihoodParts usual;
  private final FeatureDensity.Distance all;
  private final FeatureDensity.Distance profile;
  private final FeatureDensity.Distance picture;

  Scorer(FeatureDensity density, FeatureParts parts, LikelihoodParts usual) {
    this.parts = parts;
    this.usual = usual;
    this.all = density.distance();
    this.profile = density.marginal(0, parts.profile()).distance();
    this.picture = density.marginal(parts.profile(), pictureEnd(parts)).distance();
  }

  private static int pictureEnd(FeatureParts parts) {
    // Of points there is no picture; a marginal of one feature stands in and is not asked.
    return parts.profile() + Math.max(1, parts.picture());
  }

  /** All scores that an item of its kind has. */
  Map<AnomalyScore, Double> scores(Evidence evidence) {
    Map<AnomalyScore, Double> scores = new EnumMap<>(AnomalyScore.class);
    for (AnomalyScore score : AnomalyScore.values()) {
      if (parts.picture() > 0 || score.ofPoints()) {
        scores.put(score, value(score, evidence));
      }
    }
    return scores;
  }

  private double value(AnomalyScore score, Evidence evidence) {
    double[] features = evidence.features();
    LikelihoodParts terms = evidence.terms();
    return switch (score) {
      case COMBINED -> all.squared(features);
      case PROFILE -> profile.squared(Arrays.copyOf(features, parts.profile()));
      case PICTURE ->
          picture.squared(
              Arrays.copyOfRange(features, parts.profile(), parts.profile() + parts.picture()));
      case LIKELIHOOD -> -terms.nats();
      case TYPICALITY -> Math.abs(terms.nats() - usual.nats());
      case PRIOR -> Math.abs(terms.prior() - usual.prior());
      case DIVERGENCE -> Math.abs(terms.divergence() - usual.divergence());
      case COMPLEXITY -> terms.bits() - evidence.codeBits();
    };
  }
}
