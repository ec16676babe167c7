package dev.driftwood.runtime.derivative;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rule of operators that are linear in each of some inputs: the sum of the same node over the
 * moving ones, each with its tangent in its place.
 *
 * @param factors places of the inputs that results are linear in, one at a time; empty for all
 * @param constant places of inputs that are added to the result, and have no part in these terms
 */
record Linear(List<Integer> factors, List<Integer> constant) implements Rule {
  /** Linear in its first input. */
  static final Rule IN_DATA = of(0);

  static Linear of(Integer... factors) {
    return new Linear(List.of(factors), List.of());
  }

  @Override
  public <V> List<Dual<V>> apply(Application<V> call) {
    requireOnlyFactorsMove(call);
    List<@Nullable V> sums = null;
    int[] leftOut = constant.stream().mapToInt(Integer::intValue).toArray();
    for (int factor : factors) {
      if (call.moves(factor)) {
        List<V> terms = call.again(factor, call.dx(factor), leftOut);
        sums = sums == null ? new ArrayList<>(terms) : sums(call, sums, terms);
      }
    }
    return duals(call.results(), sums);
  }

  private <V> void requireOnlyFactorsMove(Application<V> call) {
    for (int i = 0; i < call.inputCount(); i++) {
      if (call.moves(i) && !factors.contains(i)) {
        throw new IllegalArgumentException(
            "its input " + i + " depends on x (expected: a constant)");
      }
    }
  }

  private static <V> List<@Nullable V> sums(
      Application<V> call, List<@Nullable V> sums, List<V> terms) {
    return new ArrayList<>(
        IntStream.range(0, terms.size())
            .mapToObj(i -> call.sum(sums.get(i), terms.get(i)))
            .toList());
  }

  private static <V> List<Dual<V>> duals(List<V> results, @Nullable List<@Nullable V> tangents) {
    return IntStream.range(0, results.size())
        .mapToObj(i -> new Dual<>(results.get(i), tangents == null ? null : tangents.get(i)))
        .toList();
  }
}
