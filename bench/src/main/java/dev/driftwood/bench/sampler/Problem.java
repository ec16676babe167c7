package dev.driftwood.bench.sampler;

import dev.driftwood.bench.exact.ExactTarget;
import dev.driftwood.bench.exact.GaussianMixture;
import dev.driftwood.bench.exact.Targets;
import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.ort.OrtDrift;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.VariancePreserving;
import dev.driftwood.runtime.solve.DriftFunction;
import dev.driftwood.runtime.solve.Query;
import dev.driftwood.runtime.tune.TuningPlan;
import java.util.List;
import java.util.Optional;

/**
 * What samplers are tried on.
 *
 * @param name of it
 * @param sde the forward SDE
 * @param tMin where sampling ends
 * @param dimension of a row
 * @param drift of it
 * @param label that rows are drawn with
 * @param law of the data, where it is known
 * @param rows that are drawn for each seed
 * @param referenceSteps of the fine paths that errors are measured from, four evaluations each
 */
public record Problem(
    String name,
    Sde sde,
    double tMin,
    int dimension,
    DriftFunction drift,
    int label,
    Optional<GaussianMixture> law,
    int rows,
    int referenceSteps) {
  private static final double T_MIN = 1e-3;
  private static final int NUMBERS = 50_000;
  private static final int FINE = 192;
  private static final int NETWORK_ROWS = 32;
  private static final int NETWORK_FINE = 48;
  private static final int NETWORK_CHOICE = 8;

  /** A law with an exact score, under the standard VP diffusion. */
  public static Problem exact(String target) {
    GaussianMixture law = Targets.byName(target);
    Sde sde = VariancePreserving.standard();
    int rows = Math.max(400, Math.min(4000, NUMBERS / law.dimension()));
    return new Problem(
        target,
        sde,
        T_MIN,
        law.dimension(),
        new ExactTarget(law, sde),
        Query.UNLABELLED,
        Optional.of(law),
        rows,
        FINE);
  }

  /**
   * How the fitted solver is fitted to it: to a network with less work, as that is what takes the
   * time.
   */
  TuningPlan tuning(List<Integer> evaluations) {
    if (law.isEmpty()) {
      return new TuningPlan(evaluations, NETWORK_ROWS, 64, 24, TuningPlan.SEED, NETWORK_ROWS);
    }
    int numbers = Math.max(64, Math.min(1024, 8192 / dimension));
    return new TuningPlan(evaluations, numbers, 128, 80, TuningPlan.SEED, 64);
  }

  /** The same with the rows on which the grids of other samplers are chosen. */
  Problem choosing() {
    int few = law.isEmpty() ? NETWORK_CHOICE : rows;
    return new Problem(name, sde, tMin, dimension, drift, label, law, few, referenceSteps);
  }

  private static int label(ModelDescription description) {
    return description
        .labels()
        .map(labels -> labels.nullLabel().orElse(0))
        .orElse(Query.UNLABELLED);
  }

  /** A network, of which only the probability flow can be judged. */
  public static Problem network(Artefact artefact, OrtDrift drift) {
    ModelDescription description = artefact.description();
    return new Problem(
        description.name(),
        description.sde().toSde(),
        description.samplingTMin(),
        description.shape().size(),
        drift,
        label(description),
        Optional.empty(),
        NETWORK_ROWS,
        NETWORK_FINE);
  }
}
