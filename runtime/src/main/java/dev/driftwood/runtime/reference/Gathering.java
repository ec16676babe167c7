package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.graph.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Kernels that take elements from where indices say; negative ones count from the end. */
final class Gathering {
  private Gathering() {}

  /** Gather: slices along an axis. */
  static Tensor slices(Given given) {
    int axis = given.axis(0);
    Tensor indices = given.tensor(1);
    int rank = indices.shape().rank();
    List<Integer> dims = new ArrayList<>(given.shape().dims());
    dims.remove(axis);
    dims.addAll(axis, indices.shape().dims());
    return Positions.fill(
        new Shape(dims),
        at -> {
          int[] which = Arrays.copyOfRange(at, axis, axis + rank);
          int[] before = Arrays.copyOf(at, axis);
          int[] after = Arrays.copyOfRange(at, axis + rank, at.length);
          int index = place(Positions.at(indices, which), given.shape().dim(axis));
          return Positions.at(given.x(), joined(before, new int[] {index}, after));
        });
  }

  /** GatherElements: an element for each index, which stands where the element shall go. */
  static Tensor elements(Given given) {
    int axis = given.axis(0);
    Tensor indices = given.tensor(1);
    return Positions.fill(
        indices.shape(),
        at -> {
          int index = place(Positions.at(indices, at), given.shape().dim(axis));
          return Positions.at(given.x(), Positions.with(at, axis, index));
        });
  }

  /** GatherND: for each vector of indices the part of the data that it begins the position of. */
  static Tensor byPosition(Given given) {
    Tensor indices = given.tensor(1);
    int batch = given.node().integer("batch_dims", 0);
    int outer = indices.shape().rank() - 1;
    int length = indices.shape().dim(outer);
    List<Integer> dims = new ArrayList<>(indices.shape().dims().subList(0, outer));
    dims.addAll(given.shape().dims().subList(batch + length, given.shape().rank()));
    return Positions.fill(
        new Shape(dims),
        at -> {
          int[] which = position(indices, Arrays.copyOf(at, outer), given.shape(), batch);
          int[] rest = Arrays.copyOfRange(at, outer, at.length);
          return Positions.at(given.x(), joined(Arrays.copyOf(at, batch), which, rest));
        });
  }

  /** The vector of indices at a place, as a position in the data behind its batch axes. */
  static int[] position(Tensor indices, int[] at, Shape data, int batch) {
    int[] position = new int[indices.shape().dim(-1)];
    for (int i = 0; i < position.length; i++) {
      double index = Positions.at(indices, joined(at, new int[] {i}));
      position[i] = place(index, data.dim(batch + i));
    }
    return position;
  }

  static int place(double index, int size) {
    return (int) (index < 0 ? index + size : index);
  }

  static int[] joined(int[]... parts) {
    return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
  }
}
