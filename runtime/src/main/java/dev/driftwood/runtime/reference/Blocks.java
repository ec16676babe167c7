package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.graph.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Kernels that take pictures apart into blocks of pixels, or put them together. */
final class Blocks {
  private static final ReferenceOps REFERENCE = new ReferenceOps();

  private Blocks() {}

  /** Channels become blocks of pixels: depth-column-row order, or column-row-depth. */
  static Tensor depthToSpace(Given given) {
    int side = given.node().integer("blocksize", 1);
    Shape shape = given.shape();
    int[] to = {
      shape.dim(0), shape.dim(1) / (side * side), shape.dim(2) * side, shape.dim(3) * side
    };
    int[] order;
    Tensor split;
    if (given.node().text("mode", "DCR").equals("DCR")) {
      split = reshape(given.x(), to[0], side, side, to[1], shape.dim(2), shape.dim(3));
      order = new int[] {0, 3, 4, 1, 5, 2};
    } else {
      split = reshape(given.x(), to[0], to[1], side, side, shape.dim(2), shape.dim(3));
      order = new int[] {0, 1, 4, 2, 5, 3};
    }
    return reshape(REFERENCE.transpose(split, order), to);
  }

  /** Blocks of pixels become channels. */
  static Tensor spaceToDepth(Given given) {
    int side = given.node().integer("blocksize", 1);
    Shape shape = given.shape();
    int height = shape.dim(2) / side;
    int width = shape.dim(3) / side;
    Tensor split = reshape(given.x(), shape.dim(0), shape.dim(1), height, side, width, side);
    Tensor ordered = REFERENCE.transpose(split, 0, 3, 5, 1, 2, 4);
    return reshape(ordered, shape.dim(0), shape.dim(1) * side * side, height, width);
  }

  private static Tensor reshape(Tensor x, int... dims) {
    return new Tensor(x.values(), Shape.of(dims));
  }

  /** The sum of the blocks, each at its place; what falls outside the picture is dropped. */
  static Tensor columnsToImage(Given given) {
    Shape image = Shape.of(given.integers(1));
    Shape block = Shape.of(given.integers(2));
    int planes = given.shape().dim(1) / Math.toIntExact(block.size());
    List<Integer> dims = new ArrayList<>(List.of(given.shape().dim(0), planes));
    dims.addAll(image.dims());
    Tensor y = Tensor.zeros(new Shape(dims));
    for (int i = 0; i < given.x().values().length; i++) {
      addColumnElement(given, i, image, block, y);
    }
    return y;
  }

  private static void addColumnElement(Given given, int i, Shape image, Shape block, Tensor y) {
    int[] at = Positions.of(i, given.shape());
    int taps = Math.toIntExact(block.size());
    int[] tap = Positions.of(at[1] % taps, block);
    int[] pads = given.node().integers("pads", new int[2 * image.rank()]);
    int[] strides = given.node().integers("strides", ones(image.rank()));
    int[] dilations = given.node().integers("dilations", ones(image.rank()));
    int[] corner = Positions.of(at[2], starts(image, block, pads, strides, dilations));
    int[] to = new int[image.rank()];
    boolean inside = true;
    for (int axis = 0; axis < to.length; axis++) {
      to[axis] = corner[axis] * strides[axis] + tap[axis] * dilations[axis] - pads[axis];
      inside &= to[axis] >= 0 && to[axis] < image.dim(axis);
    }
    if (inside) {
      int plane = at[0] * y.shape().dim(1) + at[1] / taps;
      int size = Math.toIntExact(image.size());
      y.values()[plane * size + Positions.index(image, to)] += given.x().values()[i];
    }
  }

  /** How many blocks there are along each axis. */
  private static Shape starts(
      Shape image, Shape block, int[] pads, int[] strides, int[] dilations) {
    int[] starts = new int[image.rank()];
    for (int axis = 0; axis < starts.length; axis++) {
      int padded = image.dim(axis) + pads[axis] + pads[axis + starts.length];
      int reach = dilations[axis] * (block.dim(axis) - 1) + 1;
      starts[axis] = (padded - reach) / strides[axis] + 1;
    }
    return Shape.of(starts);
  }

  private static int[] ones(int count) {
    int[] ones = new int[count];
    Arrays.fill(ones, 1);
    return ones;
  }
}
