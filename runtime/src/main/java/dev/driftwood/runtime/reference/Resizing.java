package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.OpenNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A resize by its definition: one axis after the other. */
final class Resizing {
  private final OpenNode node;
  private final Tensor x;
  private final int[] axes;
  private final @Nullable Tensor region;
  private final float[] scales;
  private final int[] sizes;

  /** Resizes what a node's inputs are: data, region, scales and sizes. */
  Resizing(OpenNode node, List<@Nullable Tensor> inputs) {
    this.node = node;
    this.x = Objects.requireNonNull(inputs.get(0));
    Shape shape = x.shape();
    int[] all = IntStream.range(0, shape.rank()).toArray();
    this.axes = Arrays.stream(node.integers("axes", all)).map(shape::axis).toArray();
    this.region = optional(inputs, 1);
    this.scales = new float[shape.rank()];
    this.sizes = shape.toArray();
    Arrays.fill(scales, 1);
    Tensor factors = optional(inputs, 2);
    if (factors == null) {
      resizeTo(Objects.requireNonNull(optional(inputs, 3)).values());
    } else {
      scaleBy(factors.values());
    }
  }

  private static @Nullable Tensor optional(List<@Nullable Tensor> inputs, int input) {
    Tensor value = input < inputs.size() ? inputs.get(input) : null;
    return value == null || value.values().length == 0 ? null : value;
  }

  private void scaleBy(double[] factors) {
    for (int i = 0; i < axes.length; i++) {
      scales[axes[i]] = (float) factors[i];
      sizes[axes[i]] = (int) (scales[axes[i]] * sizes[axes[i]]);
    }
  }

  private void resizeTo(double[] wanted) {
    for (int i = 0; i < axes.length; i++) {
      scales[axes[i]] = (float) wanted[i] / sizes[axes[i]];
      sizes[axes[i]] = (int) wanted[i];
    }
    String policy = node.text("keep_aspect_ratio_policy", "stretch");
    if (!policy.equals("stretch")) {
      boolean larger = policy.equals("not_smaller");
      float common = scales[axes[0]];
      for (int axis : axes) {
        common = larger ? Math.max(common, scales[axis]) : Math.min(common, scales[axis]);
      }
      for (int axis : axes) {
        scales[axis] = common;
        sizes[axis] = Math.round(common * x.shape().dim(axis));
      }
    }
  }

  Tensor result() {
    Tensor y = x;
    List<ResizedAxis> resized = new ArrayList<>();
    for (int axis = 0; axis < sizes.length; axis++) {
      resized.add(axis(axis));
      y = along(y, axis, resized.get(axis));
    }
    double beyond = node.number("extrapolation_value", 0);
    for (int i = 0; i < y.values().length; i++) {
      y.values()[i] = isOutside(i, y.shape(), resized) ? beyond : y.values()[i];
    }
    return y;
  }

  private ResizedAxis axis(int axis) {
    float start = 0;
    float end = 1;
    for (int i = 0; i < axes.length; i++) {
      if (region != null && axes[i] == axis) {
        start = (float) region.values()[i];
        end = (float) region.values()[axes.length + i];
      }
    }
    return new ResizedAxis(node, x.shape().dim(axis), sizes[axis], scales[axis], start, end);
  }

  private static Tensor along(Tensor x, int axis, ResizedAxis resized) {
    Tensor y = Tensor.zeros(x.shape().with(axis, resized.output()));
    int step = ReferenceOps.denseStrides(x.shape())[axis];
    for (int at = 0; at < resized.output(); at++) {
      double[] weights = resized.weights(at);
      for (int block = 0; block < x.values().length / (step * resized.input()); block++) {
        for (int i = 0; i < step; i++) {
          double sum = 0;
          for (int from = 0; from < weights.length; from++) {
            sum += weights[from] * x.values()[(block * weights.length + from) * step + i];
          }
          y.values()[(block * resized.output() + at) * step + i] = sum;
        }
      }
    }
    return y;
  }

  private static boolean isOutside(int index, Shape shape, List<ResizedAxis> resized) {
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      if (resized.get(axis).isOutside(index % shape.dim(axis))) {
        return true;
      }
      index /= shape.dim(axis);
    }
    return false;
  }
}
