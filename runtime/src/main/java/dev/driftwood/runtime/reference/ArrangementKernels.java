package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.OpenNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The kernels of the operators of {@code ArrangementRules}. */
final class ArrangementKernels {
  private static final ReferenceOps REFERENCE = new ReferenceOps();

  private ArrangementKernels() {}

  static void addTo(Map<String, Kernel> table) {
    table.put("Reshape", Given.kernel(Forms::reshape));
    table.put("Flatten", Given.kernel(Forms::flatten));
    table.put("Squeeze", Given.kernel(Forms::squeeze));
    table.put("Unsqueeze", Given.kernel(Forms::unsqueeze));
    table.put("DepthToSpace", Given.kernel(Blocks::depthToSpace));
    table.put("SpaceToDepth", Given.kernel(Blocks::spaceToDepth));
    table.put("Col2Im", Given.kernel(Blocks::columnsToImage));
    table.put("Pad", Given.kernel(Padding::pad));
    table.put("CenterCropPad", Given.kernel(Padding::centre));
    table.put("Transpose", Given.kernel(ArrangementKernels::transpose));
    table.put("Concat", ArrangementKernels::concat);
    table.put("Split", ArrangementKernels::split);
    table.put("Expand", Given.kernel(ArrangementKernels::expand));
    table.put("Tile", Given.kernel(ArrangementKernels::tile));
    table.put("Trilu", Given.kernel(ArrangementKernels::triangle));
    table.put("ReverseSequence", Given.kernel(ArrangementKernels::reverse));
    table.put("Identity", Given.kernel(Given::x));
    table.put("Dropout", ArrangementKernels::dropout);
    table.put("Cast", Given.kernel(ArrangementKernels::cast));
    table.put("CastLike", Given.kernel(ArrangementKernels::cast));
  }

  private static Tensor transpose(Given given) {
    int rank = given.shape().rank();
    int[] reversed = IntStream.range(0, rank).map(i -> rank - 1 - i).toArray();
    return REFERENCE.transpose(given.x(), given.node().integers("perm", reversed));
  }

  private static List<Tensor> concat(OpenNode node, List<@Nullable Tensor> inputs) {
    List<Tensor> parts = inputs.stream().map(Objects::requireNonNull).toList();
    return List.of(REFERENCE.concat(node.integer("axis", 0), parts));
  }

  private static List<Tensor> split(OpenNode node, List<@Nullable Tensor> inputs) {
    Given given = new Given(node, inputs);
    int axis = given.axis(0);
    List<Tensor> parts = new ArrayList<>();
    int start = 0;
    for (int size : given.integers(1, evenly(given.shape().dim(axis), node.results().size()))) {
      int from = start;
      parts.add(
          Positions.fill(
              given.shape().with(axis, size),
              at -> Positions.at(given.x(), Positions.with(at, axis, from + at[axis]))));
      start += size;
    }
    return parts;
  }

  /** Sizes of parts that are equal, but for the last where they don't fit. */
  private static int[] evenly(int size, int parts) {
    int each = (size + parts - 1) / parts;
    int[] sizes = new int[parts];
    Arrays.setAll(sizes, i -> Math.min(each, size - i * each));
    return sizes;
  }

  private static Tensor expand(Given given) {
    Shape shape = given.shape().broadcast(Shape.of(given.integers(1)));
    return REFERENCE.expandAs(given.x(), Tensor.zeros(shape));
  }

  private static Tensor tile(Given given) {
    int[] repeats = given.integers(1);
    int[] dims = given.shape().toArray();
    Arrays.setAll(dims, axis -> given.shape().dim(axis) * repeats[axis]);
    return Positions.fill(Shape.of(dims), at -> tiled(given.x(), at));
  }

  private static double tiled(Tensor x, int[] at) {
    int[] from = new int[at.length];
    Arrays.setAll(from, axis -> at[axis] % x.shape().dim(axis));
    return Positions.at(x, from);
  }

  /** The upper or the lower triangle of matrices, from the diagonal k on. */
  private static Tensor triangle(Given given) {
    boolean upper = given.node().integer("upper", 1) != 0;
    int k = given.integers(1, 0)[0];
    return Positions.fill(
        given.shape(),
        at -> {
          int right = at[at.length - 1] - at[at.length - 2];
          boolean kept = upper ? right >= k : right <= k;
          return kept ? Positions.at(given.x(), at) : 0;
        });
  }

  /** The first elements along the time axis in the opposite order, as many as each row says. */
  private static Tensor reverse(Given given) {
    int batch = given.shape().axis(given.node().integer("batch_axis", 1));
    int time = given.shape().axis(given.node().integer("time_axis", 0));
    int[] lengths = given.integers(1);
    return Positions.fill(
        given.shape(),
        at -> {
          int length = lengths[at[batch]];
          int from = at[time] < length ? length - 1 - at[time] : at[time];
          return Positions.at(given.x(), Positions.with(at, time, from));
        });
  }

  /** As in inference: nothing is dropped, and the mask is all true. */
  private static List<Tensor> dropout(OpenNode node, List<@Nullable Tensor> inputs) {
    Tensor x = new Given(node, inputs).x();
    return List.of(x, x.map(value -> 1)).subList(0, node.results().size());
  }

  /** Truth values by what is not zero, whole numbers towards zero; floats stay double here. */
  private static Tensor cast(Given given) {
    DataType to = given.node().results().get(0).element();
    if (to == DataType.BOOL) {
      return given.x().map(value -> value == 0 ? 0 : 1);
    }
    return to.isFloating() ? given.x() : given.x().map(value -> (double) (long) value);
  }
}
