package dev.driftwood.bench.exact;

import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.DriftFunction;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.Query;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A data law whose noised laws are known in closed form, as a perfectly trained network gives it:
 *
 * <pre>
 *   p_t = Σ w_k N(α m_k, α² C_k + σ² I),     a(y, t) = g(t) ∇ log p_t(y)
 * </pre>
 *
 * <p>Where the law is noised is computed once a call for each time that occurs in it. A query costs
 * O(K D (1 + rank)), and as much again for each tangent. Labels have no meaning here and are not
 * looked at. Immutable, so that threads may share one.
 *
 * @param law of the data
 * @param sde how they are noised
 */
public record ExactTarget(GaussianMixture law, Sde sde) implements DriftFunction {
  @Override
  public List<Evaluation> evaluate(List<Query> queries) {
    Map<Double, GaussianMixture> laws = new HashMap<>();
    return queries.stream()
        .map(query -> answer(query, laws.computeIfAbsent(query.t(), this::noised)))
        .toList();
  }

  /** ln p_t(y) in nats, for t in [0, 1]. */
  public double logDensity(double[] y, double t) {
    return noised(t).at(y).logDensity();
  }

  /** An exact draw from the law of the data, a function of its seed and row alone. */
  public double[] draw(long seed, long row) {
    return law.draw(seed, row);
  }

  /** How many numbers a row has. */
  public int dimension() {
    return law.dimension();
  }

  private GaussianMixture noised(double t) {
    return law.noised(sde.alpha(t), sde.sigma(t));
  }

  private Evaluation answer(Query query, GaussianMixture noised) {
    Posterior posterior = noised.at(query.x());
    double g = sde.g(query.t());
    double[] traces =
        query.tangents().stream().mapToDouble(v -> g * posterior.curvature(v)).toArray();
    return new Evaluation(Vectors.scaled(g, posterior.score()), traces);
  }
}
