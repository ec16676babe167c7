package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.OpenNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The kernels of the operators of {@code SelectionRules}. */
final class SelectionKernels {
  private SelectionKernels() {}

  static void addTo(Map<String, Kernel> table) {
    table.put("Slice", Given.kernel(SelectionKernels::slice));
    table.put("Gather", Given.kernel(Gathering::slices));
    table.put("GatherElements", Given.kernel(Gathering::elements));
    table.put("GatherND", Given.kernel(Gathering::byPosition));
    table.put("ScatterElements", Given.kernel(Scattering::elements));
    table.put("ScatterND", Given.kernel(Scattering::byPosition));
    table.put("Compress", Given.kernel(SelectionKernels::compress));
    table.put("TopK", SelectionKernels::top);
  }

  private static Tensor slice(Given given) {
    int[] starts = given.integers(1);
    int[] ends = given.integers(2);
    int[] axes = given.has(3) ? given.axes(3) : IntStream.range(0, starts.length).toArray();
    int[] steps = given.integers(4, IntStream.range(0, starts.length).map(i -> 1).toArray());
    Tensor y = given.x();
    for (int i = 0; i < starts.length; i++) {
      y = sliced(y, axes[i], starts[i], ends[i], steps[i]);
    }
    return y;
  }

  private static Tensor sliced(Tensor x, int axis, int start, int end, int step) {
    int size = x.shape().dim(axis);
    // Backwards, a slice begins at the last element at most and can end before the first.
    int highest = step > 0 ? size : size - 1;
    int first = within(start, size, 0, highest);
    int last = within(end, size, step > 0 ? 0 : -1, highest);
    int count = Math.max(0, -Math.floorDiv(first - last, step));
    return Positions.fill(
        x.shape().with(axis, count),
        at -> Positions.at(x, Positions.with(at, axis, first + at[axis] * step)));
  }

  private static int within(int place, int size, int lowest, int highest) {
    int counted = place < 0 ? place + size : place;
    return Math.max(lowest, Math.min(highest, counted));
  }

  /** The slices along an axis, or without one the elements, for which a condition holds. */
  private static Tensor compress(Given given) {
    boolean flat = !given.node().attributes().containsKey("axis");
    Tensor x = given.x();
    Tensor from = flat ? new Tensor(x.values(), Shape.of(x.values().length)) : x;
    int axis = flat ? 0 : given.axis(0);
    double[] holds = given.tensor(1).values();
    int[] kept = IntStream.range(0, holds.length).filter(i -> holds[i] != 0).toArray();
    return Positions.fill(
        from.shape().with(axis, kept.length),
        at -> Positions.at(from, Positions.with(at, axis, kept[at[axis]])));
  }

  /** The k greatest or least elements along an axis, in order, and where they were. */
  private static List<Tensor> top(OpenNode node, List<@Nullable Tensor> inputs) {
    Given given = new Given(node, inputs);
    int axis = given.axis(-1);
    Shape shape = given.shape().with(axis, given.integers(1)[0]);
    boolean largest = node.integer("largest", 1) == 1;
    Tensor places =
        Positions.fill(
            shape, at -> ranked(given.x(), at, axis, largest).get(at[axis]).doubleValue());
    Tensor values =
        Positions.fill(
            shape,
            at -> {
              int place = (int) Positions.at(places, at);
              return Positions.at(given.x(), Positions.with(at, axis, place));
            });
    return List.of(values, places);
  }

  /** Places along an axis by their elements, the first of equal ones first. */
  private static List<Integer> ranked(Tensor x, int[] at, int axis, boolean largest) {
    Comparator<Integer> upwards =
        Comparator.comparingDouble(place -> Positions.at(x, Positions.with(at, axis, place)));
    List<Integer> places =
        new ArrayList<>(IntStream.range(0, x.shape().dim(axis)).boxed().toList());
    places.sort(largest ? upwards.reversed() : upwards);
    return places;
  }
}
