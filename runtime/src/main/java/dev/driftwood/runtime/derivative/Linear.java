package dev.driftwood.runtime.derivative;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The rule of operators that are linear in each of some inputs: the sum of the same node over the
 * moving ones, each with its tangent in its place.
 *
 * @param factors places of the inputs that results are linear in, one at a time; empty for all
 * @param constant places of inputs that are added to the result, and have no part in these terms
 */
record Linear(List<Integer> factors, List<Integer> constant) implements Rule {
  /** Linear in its first input. */
  static final Linear IN_DATA = of(0);

  static Linear of(Integer... factors) {
    return new Linear(List.of(factors), List.of());
  }

  @Override
  public <V> List<Dual<V>> apply(Application<V> call) {
    constant.forEach(place -> requireStill(call, place));
    List<V> results = call.results();
    List<V> tangents = tangents(call);
    return IntStream.range(0, results.size())
        .mapToObj(i -> new Dual<>(results.get(i), tangents.isEmpty() ? null : tangents.get(i)))
        .toList();
  }

  private static <V> void requireStill(Application<V> call, int input) {
    if (call.moves(input)) {
      throw new IllegalArgumentException(
          "its input " + input + " depends on x (expected: a constant)");
    }
  }

  private boolean isFactor(int input) {
    return factors.isEmpty() || factors.contains(input);
  }

  /**
   * Tangents of the results as far as they come from factors; none where no factor moves.
   *
   * @throws IllegalArgumentException where an input moves that is neither a factor nor added
   */
  <V> List<V> tangents(Application<V> call) {
    int[] leftOut = constant.stream().mapToInt(Integer::intValue).toArray();
    List<V> sums = List.of();
    for (int i = 0; i < call.inputCount(); i++) {
      if (isFactor(i) && call.moves(i)) {
        List<V> terms = call.again(i, call.dx(i), leftOut);
        sums = sums.isEmpty() ? terms : sums(call, sums, terms);
      } else if (!constant.contains(i)) {
        requireStill(call, i);
      }
    }
    return sums;
  }

  private static <V> List<V> sums(Application<V> call, List<V> sums, List<V> terms) {
    return IntStream.range(0, terms.size())
        .mapToObj(i -> call.tangents().add(sums.get(i), terms.get(i)))
        .toList();
  }
}
