package dev.driftwood.runtime.anomaly;

import java.util.EnumMap;
import java.util.Map;

/**
 * What a reference set of images is like, under one model: the density of its features, fitted to a
 * third of it, and the scores of the rest, which the density has not seen, so that the p-values of
 * images of that kind are uniform.
 *
 * @param plan by which evidence is measured
 * @param perLevel features of a level of noise
 * @param fitted how many images the density was fitted to
 * @param density of all features
 * @param usual terms of the likelihood, means
 * @param expected the residual that a pixel usually has, levels weighted as by {@link #map}
 * @param references the scores of the images that were held back
 */
public record Calibration(
    EvidencePlan plan,
    int perLevel,
    int fitted,
    FeatureDensity density,
    LikelihoodParts usual,
    float[] expected,
    Map<AnomalyScore, ReferenceScores> references) {
  /** Copies the map. */
  public Calibration {
    references = Map.copyOf(references);
    int least = perLevel * plan.levels() + FeatureParts.TERMS;
    if (!references.containsKey(AnomalyScore.COMBINED) || density.centre().length < least) {
      throw new IllegalArgumentException(
          "calibration: %d features and scores %s (expected: at least %d, and %s)"
              .formatted(
                  density.centre().length, references.keySet(), least, AnomalyScore.COMBINED));
    }
  }

  /** How many images p-values are against. */
  public int references(AnomalyScore score) {
    return references.get(score).sorted().length;
  }

  /** What an image's evidence comes to. */
  public Map<AnomalyScore, Judgement> judge(Evidence evidence) {
    Map<AnomalyScore, Judgement> all = new EnumMap<>(AnomalyScore.class);
    new Scorer(density, parts(), usual)
        .scores(evidence)
        .forEach(
            (kind, value) ->
                all.put(kind, new Judgement(value, references.get(kind).pValue(value))));
    return all;
  }

  private FeatureParts parts() {
    int picture = density.centre().length - perLevel * plan.levels() - FeatureParts.TERMS;
    return new FeatureParts(perLevel, plan.levels(), picture);
  }

  /** Where in an image the network was surprised: see {@link SurpriseMap}. */
  public float[] map(Evidence evidence) {
    return new SurpriseMap(density, parts()).of(evidence, expected);
  }
}
