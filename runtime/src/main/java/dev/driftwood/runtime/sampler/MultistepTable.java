package dev.driftwood.runtime.sampler;

import dev.driftwood.runtime.solve.TimeGrid;
import java.util.List;

/**
 * A linear multistep method whose coefficients are numbers of its own for every step:
 *
 * <pre>
 *   x_(i+1) = (α_(i+1)/α_i + a_i) x_i + α_(i+1) (ρ_(i+1) − ρ_i) ε̂_i + Σ_j b_ij ε̂_(i−j),   ρ = σ/α
 * </pre>
 *
 * <p>With a and b zero it is DDIM, which treats the linear part of the probability flow exactly;
 * what is stored is the correction to it.
 *
 * @param times from T down to tMin
 * @param states a_i, one a step
 * @param noises b_ij, a list a step, from the latest ε̂ back
 */
public record MultistepTable(List<Double> times, List<Double> states, List<List<Double>> noises) {
  /** More than any fit looks back on; rows keep what is looked back on. */
  private static final int MOST_MEMORY = 16;

  /** Copies the lists and checks that they fit together. */
  public MultistepTable {
    times = List.copyOf(times);
    states = List.copyOf(states);
    noises = noises.stream().map(List::copyOf).toList();
    if (states.size() != times.size() - 1 || noises.size() != states.size()) {
      throw new IllegalArgumentException(
          "steps: %d, %d by the times (expected: the same number)"
              .formatted(states.size(), times.size() - 1));
    }
    for (int i = 0; i < noises.size(); i++) {
      int most = Math.min(i + 1, MOST_MEMORY);
      if (noises.get(i).isEmpty() || noises.get(i).size() > most) {
        throw new IllegalArgumentException(
            "noises[%d]: %d (expected: 1 to %d)".formatted(i, noises.get(i).size(), most));
      }
      requireFinite(noises.get(i));
    }
    requireFinite(states);
  }

  private static void requireFinite(List<Double> coefficients) {
    for (double coefficient : coefficients) {
      if (!Double.isFinite(coefficient)) {
        throw new IllegalArgumentException(
            "coefficient: " + coefficient + " (expected: a finite number)");
      }
    }
  }

  /**
   * The times as a grid.
   *
   * @throws IllegalArgumentException if they are none
   */
  public TimeGrid grid() {
    return TimeGrid.of(times.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Steps, and evaluations. */
  public int steps() {
    return states.size();
  }

  /** The most evaluations that a step looks back on, its own among them. */
  int memory() {
    return noises.stream().mapToInt(List::size).max().orElseThrow();
  }
}
