package dev.driftwood.trainer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.driftwood.runtime.graph.ValueType;
import dev.driftwood.runtime.ops.OpenNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Operators that move elements about as DJL's functions. */
final class DjlArrangements {
  private DjlArrangements() {}

  static void addTo(Map<String, DjlOperator> table) {
    addForms(table);
    // Of one array the engine gives a copy without history.
    table.put("Concat", DjlOperator.of(DjlArrangements::concat).whereInputs(2));
    table.put("Split", DjlOperator.ofMany(DjlArrangements::split));
    table.put("Expand", DjlOperator.of(call -> call.x().broadcast(call.result())));
    table.put("Tile", DjlOperator.of(call -> call.x().tile(call.longs(1))));
    table.put(
        "Pad",
        DjlOperator.of(DjlArrangements::pad)
            .where(node -> node.text("mode", "constant").equals("constant"))
            .where(node -> Arrays.stream(node.argument(1)).allMatch(pad -> pad >= 0))
            .whereFixed(2));
    table.put("Slice", DjlOperator.of(DjlArrangements::slice).where(DjlArrangements::isForwards));
    table.put("Gather", DjlOperator.of(DjlArrangements::gather));
    table.put(
        "GatherElements", DjlOperator.of(call -> call.x().gather(counted(call), call.axis(0))));
    table.put(
        "TopK", DjlOperator.ofMany(DjlArrangements::top).where(node -> node.results().size() == 2));
  }

  private static void addForms(Map<String, DjlOperator> table) {
    for (String op : List.of("Reshape", "Flatten", "Squeeze", "Unsqueeze")) {
      table.put(op, DjlOperator.of(call -> call.x().reshape(call.result())));
    }
    table.put("Transpose", DjlOperator.of(DjlArrangements::transpose));
  }

  private static NDArray transpose(DjlCall call) {
    int[] reversed = IntStream.range(0, call.rank()).map(i -> call.rank() - 1 - i).toArray();
    return call.x().transpose(call.node().integers("perm", reversed));
  }

  private static NDArray concat(DjlCall call) {
    NDList parts = new NDList();
    IntStream.range(0, call.inputs().size()).mapToObj(call::x).forEach(parts::add);
    return NDArrays.concat(parts, call.axis(0));
  }

  private static NDList split(DjlCall call) {
    int axis = call.axis(0);
    List<ValueType> results = call.node().results();
    long[] ends = new long[results.size() - 1];
    long end = 0;
    for (int i = 0; i < ends.length; i++) {
      end += results.get(i).shape().dim(axis);
      ends[i] = end;
    }
    return call.x().split(ends, axis);
  }

  /** The engine lists the last axis first, and for each axis what goes before and after. */
  private static NDArray pad(DjlCall call) {
    int[] axes = call.node().hasArgument(3) ? call.axesOf(call.node().argument(3)) : call.allAxes();
    long[] pads = call.longs(1);
    long[] padding = new long[2 * call.rank()];
    for (int i = 0; i < axes.length; i++) {
      int place = 2 * (call.rank() - 1 - axes[i]);
      padding[place] = pads[i];
      padding[place + 1] = pads[axes.length + i];
    }
    double constant = call.has(2) ? call.x(2).toDoubleArray()[0] : 0;
    return call.x().pad(new Shape(padding), constant);
  }

  private static boolean isForwards(OpenNode node) {
    return !node.hasArgument(4) || Arrays.stream(node.argument(4)).allMatch(step -> step > 0);
  }

  private static NDArray slice(DjlCall call) {
    OpenNode node = call.node();
    int count = node.argument(1).length;
    int[] axes =
        node.hasArgument(3) ? call.axesOf(node.argument(3)) : IntStream.range(0, count).toArray();
    NDIndex index = new NDIndex();
    for (int axis = 0; axis < call.rank(); axis++) {
      int place = Arrays.stream(axes).boxed().toList().indexOf(axis);
      if (place < 0) {
        index.addAllDim();
      } else {
        long size = call.x().getShape().get(axis);
        long step = node.hasArgument(4) ? call.longs(4)[place] : 1;
        index.addSliceDim(
            within(call.longs(1)[place], size), within(call.longs(2)[place], size), step);
      }
    }
    return call.x().get(index);
  }

  private static long within(long place, long size) {
    return Math.max(0, Math.min(size, place < 0 ? place + size : place));
  }

  /** The engine's take along the first axis, over indices in one row. */
  private static NDArray gather(DjlCall call) {
    NDArray front = call.x().swapAxes(0, call.axis(0));
    NDIndex index = new NDIndex("{}", call.x(1).flatten());
    NDArray taken = front.get(index).swapAxes(0, call.axis(0));
    return taken.reshape(call.result());
  }

  /** Indices counted from the front, which the engine's gather wants. */
  private static NDArray counted(DjlCall call) {
    NDArray indices = call.x(1);
    long size = call.x().getShape().get(call.axis(0));
    return indices.add(size).mod(size);
  }

  private static NDList top(DjlCall call) {
    OpenNode node = call.node();
    return call.x()
        .topK(
            node.argument(1)[0],
            call.axis(-1),
            node.integer("largest", 1) == 1,
            node.integer("sorted", 1) == 1);
  }
}
