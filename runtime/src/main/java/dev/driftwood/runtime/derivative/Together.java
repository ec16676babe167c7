package dev.driftwood.runtime.derivative;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rule of operators that are linear in some inputs together, as joining arrays is: the same
 * node once, over their tangents, with zeros for those that don't move.
 *
 * @param data places of these inputs; empty for all
 */
record Together(List<Integer> data) implements Rule {
  static Together of(Integer... data) {
    return new Together(List.of(data));
  }

  @Override
  public <V> List<Dual<V>> apply(Application<V> call) {
    List<@Nullable V> inputs = call.primals();
    for (int i = 0; i < inputs.size(); i++) {
      if (data.isEmpty() || data.contains(i)) {
        inputs.set(i, call.tangentOrZeros(i));
      }
    }
    List<V> tangents = call.again(inputs);
    return IntStream.range(0, tangents.size())
        .mapToObj(i -> new Dual<>(call.results().get(i), tangents.get(i)))
        .toList();
  }
}
