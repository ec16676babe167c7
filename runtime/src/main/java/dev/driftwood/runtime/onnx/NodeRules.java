package dev.driftwood.runtime.onnx;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.Conv2dSpec;
import dev.driftwood.runtime.ops.Ops;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What each ONNX operator is in the algebra: a primitive where it is of a form that our own
 * networks have, and otherwise an open node, for which the graph must say what types its results
 * have. A product with its factor's sigmoid is SiLU, whose derivative is shorter than that of its
 * parts.
 */
final class NodeRules {
  private NodeRules() {}

  static <V> void play(Ops<V> ops, Call<V> call) {
    if (call.isSilu()) {
      call.give(ops.silu(call.value(0), call.value(1)));
    } else if (call.isTyped()) {
      call.give(ops.node(call.openNode(), call.values()));
    } else if (call.node().op().equals("Shape")) {
      call.frame().putShapeOf(call.node().outputs().get(0), call.value(0));
    } else {
      call.give(result(ops, call));
    }
  }

  private static <V> V result(Ops<V> ops, Call<V> call) {
    return switch (call.node().op()) {
      case "Identity" -> call.value(0);
      case "Add" -> ops.add(call.value(0), call.value(1));
      case "Sub" -> ops.sub(call.value(0), call.value(1));
      case "Mul" -> ops.mul(call.value(0), call.value(1));
      case "Div" -> ops.div(call.value(0), call.value(1));
      case "Neg" -> ops.neg(call.value(0));
      case "Exp" -> ops.exp(call.value(0));
      case "Sqrt" -> ops.sqrt(call.value(0));
      case "Sin" -> ops.sin(call.value(0));
      case "Cos" -> ops.cos(call.value(0));
      case "Tanh" -> ops.tanh(call.value(0));
      case "Sigmoid" -> ops.sigmoid(call.value(0));
      case "MatMul" -> ops.matMul(call.value(0), call.value(1));
      case "Conv" -> convolution(ops, call);
      case "LayerNormalization" -> layerNormalization(ops, call);
      case "Softmax" -> softmax(ops, call);
      case "ReduceMean" -> mean(ops, call);
      case "ReduceSum" -> sum(ops, call);
      case "Reshape" -> ops.reshape(call.value(0), call.ints(1));
      case "Transpose" -> ops.transpose(call.value(0), call.integers("perm"));
      case "Concat" -> concat(ops, call);
      case "Resize" -> resize(ops, call);
      case "Expand" -> ops.expandAs(call.value(0), call.frame().shapedLike(call.name(1)));
      default -> {
        call.require(false, "the file does not say what type its results have");
        yield call.value(0);
      }
    };
  }

  private static <V> V convolution(Ops<V> ops, Call<V> call) {
    int[] pads = call.integers("pads", 0, 0, 0, 0);
    int[] strides = call.integers("strides", 1, 1);
    int[] dilations = call.integers("dilations", 1, 1);
    call.require(Arrays.stream(dilations).allMatch(d -> d == 1), "dilations are not 1");
    call.require(pads.length == 4 && allEqual(pads), "pads differ between sides");
    call.require(strides.length == 2 && allEqual(strides), "strides differ between axes");
    V bias = call.has(2) ? call.value(2) : null;
    Conv2dSpec spec = new Conv2dSpec(strides[0], pads[0], call.integer("group", 1));
    return ops.conv2d(call.value(0), call.value(1), bias, spec);
  }

  private static boolean allEqual(int[] values) {
    return Arrays.stream(values).distinct().count() == 1;
  }

  private static <V> V layerNormalization(Ops<V> ops, Call<V> call) {
    Shape shape = ops.shape(call.value(0));
    requireLastAxis(call, call.integer("axis", -1), shape);
    float[] gain = call.floats(1);
    call.require(!call.has(2), "it has a bias");
    for (float value : gain) {
      call.require(value == 1, "its scale is not 1");
    }
    return ops.standardize(call.value(0), call.number("epsilon", 1e-5));
  }

  private static <V> V softmax(Ops<V> ops, Call<V> call) {
    requireLastAxis(call, call.integer("axis", -1), ops.shape(call.value(0)));
    return ops.softmax(call.value(0));
  }

  private static <V> void requireLastAxis(Call<V> call, int axis, Shape shape) {
    call.require(shape.axis(axis) == shape.rank() - 1, "its axis is not the last one");
  }

  private static <V> V mean(Ops<V> ops, Call<V> call) {
    int[] axes = call.integers("axes");
    requireOneKeptAxis(call, axes);
    return ops.mean(call.value(0), axes[0]);
  }

  private static <V> V sum(Ops<V> ops, Call<V> call) {
    int[] axes = call.ints(1);
    requireOneKeptAxis(call, axes);
    return ops.sum(call.value(0), axes[0]);
  }

  private static <V> void requireOneKeptAxis(Call<V> call, int[] axes) {
    boolean kept = call.integer("keepdims", 1) == 1;
    call.require(axes.length == 1 && kept, "it does not reduce one axis and keep it");
  }

  private static <V> V concat(Ops<V> ops, Call<V> call) {
    List<V> parts = new ArrayList<>();
    for (int i = 0; i < call.node().inputs().size(); i++) {
      parts.add(call.value(i));
    }
    return ops.concat(call.integer("axis", 0), parts);
  }

  private static <V> V resize(Ops<V> ops, Call<V> call) {
    boolean nearest = call.text("mode", "nearest").equals("nearest");
    String mapping = call.text("coordinate_transformation_mode", "half_pixel");
    String rounding = call.text("nearest_mode", "round_prefer_floor");
    call.require(
        nearest && mapping.equals("asymmetric") && rounding.equals("floor"),
        "it is not nearest, asymmetric and rounding down");
    float[] scales = call.has(2) ? call.floats(2) : new float[0];
    boolean whole =
        scales.length == 4
            && scales[0] == 1
            && scales[1] == 1
            && scales[2] == scales[3]
            && scales[2] == Math.rint(scales[2]);
    call.require(whole, "its scales are not one whole factor for height and width");
    return ops.upsampleNearest(call.value(0), (int) scales[2]);
  }
}
