package dev.driftwood.runtime.anomaly;

import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Gathers the evidence of a reference set and makes a calibration of it. Every third image goes to
 * the density; the others stay unseen by it, for the p-values. Of the evidence only numbers a
 * feature are kept, and one array a level.
 */
public final class Calibrator {
  /** With fewer, not even a rate of one in ten could be told. */
  private static final int FEWEST = 30;

  private static final int SHARE = 3;

  private final EvidencePlan plan;
  private final FeatureParts parts;
  private final List<Evidence> fitted = new ArrayList<>();
  private final List<Evidence> held = new ArrayList<>();
  private final List<double[]> residuals = new ArrayList<>();
  private int added;

  /** A calibrator of a model's items. */
  public Calibrator(EvidencePlan plan, ItemShape shape, DataSpec data) {
    this.plan = plan;
    this.parts = FeatureParts.of(shape, data, plan);
  }

  /** Takes the evidence of one image. */
  public void add(Evidence evidence) {
    addResiduals(evidence.residuals());
    boolean toFit = added % SHARE == 0;
    (toFit ? fitted : held).add(evidence.slim());
    added++;
  }

  private void addResiduals(List<float[]> levels) {
    for (int level = 0; level < levels.size(); level++) {
      float[] next = levels.get(level);
      if (residuals.size() == level) {
        residuals.add(new double[next.length]);
      }
      double[] sum = residuals.get(level);
      for (int i = 0; i < next.length; i++) {
        sum[i] += next[i];
      }
    }
  }

  /**
   * The calibration.
   *
   * @throws DriftwoodException where there were too few images
   */
  public Calibration finish() {
    if (added < FEWEST) {
      throw new DriftwoodException(
          "reference set: %d images could be scored (expected: at least %d, better 1000)"
              .formatted(added, FEWEST));
    }
    FeatureDensity density = FeatureDensity.fit(fitted.stream().map(Evidence::features).toList());
    LikelihoodParts usual = LikelihoodParts.mean(fitted.stream().map(Evidence::terms).toList());
    return new Calibration(
        plan,
        parts.perLevel(),
        fitted.size(),
        density,
        usual,
        new SurpriseMap(density, parts).weighted(means()),
        references(new Scorer(density, parts, usual)));
  }

  private List<float[]> means() {
    return residuals.stream()
        .map(
            sum -> {
              float[] mean = new float[sum.length];
              IntStream.range(0, mean.length).forEach(i -> mean[i] = (float) (sum[i] / added));
              return mean;
            })
        .toList();
  }

  private Map<AnomalyScore, ReferenceScores> references(Scorer scorer) {
    Map<AnomalyScore, List<Double>> all = new EnumMap<>(AnomalyScore.class);
    for (Evidence evidence : held) {
      scorer
          .scores(evidence)
          .forEach((kind, v) -> all.computeIfAbsent(kind, k -> new ArrayList<>()).add(v));
    }
    Map<AnomalyScore, ReferenceScores> references = new EnumMap<>(AnomalyScore.class);
    all.forEach(
        (kind, values) ->
            references.put(
                kind,
                new ReferenceScores(values.stream().mapToDouble(Double::doubleValue).toArray())));
    return references;
  }
}
