package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.OpenNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The kernels of the operators of {@code ConvolutionRules}. */
final class ConvolutionKernels {
  private ConvolutionKernels() {}

  static void addTo(Map<String, Kernel> table) {
    table.put("Conv", ConvolutionKernels::convolution);
    table.put("ConvTranspose", ConvolutionKernels::transposed);
  }

  private static List<Tensor> convolution(OpenNode node, List<@Nullable Tensor> inputs) {
    Tensor x = Objects.requireNonNull(inputs.get(0));
    Tensor weight = Objects.requireNonNull(inputs.get(1));
    Shape plane = ReferenceOps.plane(x.shape());
    Windows windows = WindowAttributes.windows(node, plane, ReferenceOps.plane(weight.shape()));
    Convolution convolution = new Convolution(windows, node.integer("group", 1));
    return List.of(convolution.of(x, weight, bias(inputs)));
  }

  private static List<Tensor> transposed(OpenNode node, List<@Nullable Tensor> inputs) {
    Tensor x = Objects.requireNonNull(inputs.get(0));
    Tensor weight = Objects.requireNonNull(inputs.get(1));
    Shape plane = ReferenceOps.plane(x.shape());
    Windows windows = WindowAttributes.transposed(node, plane, ReferenceOps.plane(weight.shape()));
    Convolution convolution = new Convolution(windows, node.integer("group", 1));
    return List.of(convolution.transposed(x, weight, bias(inputs)));
  }

  private static @Nullable Tensor bias(List<@Nullable Tensor> inputs) {
    return inputs.size() > 2 ? inputs.get(2) : null;
  }
}
