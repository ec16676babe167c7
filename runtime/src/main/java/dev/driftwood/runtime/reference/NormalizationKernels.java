package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.OpenNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The kernels of the operators of {@code NormalizationRules}. */
final class NormalizationKernels {
  private static final ReferenceOps OPS = new ReferenceOps();

  private NormalizationKernels() {}

  static void addTo(Map<String, Kernel> table) {
    table.put("LayerNormalization", NormalizationKernels::layer);
    table.put("RMSNormalization", NormalizationKernels::rootMeanSquare);
    table.put("MeanVarianceNormalization", NormalizationKernels::meanVariance);
    table.put("GroupNormalization", NormalizationKernels::group);
    table.put("InstanceNormalization", NormalizationKernels::instance);
    table.put("BatchNormalization", NormalizationKernels::batch);
  }

  private static List<Tensor> layer(OpenNode node, List<@Nullable Tensor> inputs) {
    Tensor x = at(inputs, 0);
    int[] axes = trailing(node, x);
    Tensor mean = Groups.along(x, axes).reduce(NormalizationKernels::mean);
    Tensor inverse =
        Groups.along(x, axes).reduce(row -> 1 / Math.sqrt(variance(row) + epsilon(node)));
    Tensor scaled = OPS.mul(OPS.mul(OPS.sub(x, mean), inverse), at(inputs, 1));
    Tensor y = inputs.size() > 2 && inputs.get(2) != null ? OPS.add(scaled, at(inputs, 2)) : scaled;
    return List.of(y, mean, inverse).subList(0, node.results().size());
  }

  private static List<Tensor> rootMeanSquare(OpenNode node, List<@Nullable Tensor> inputs) {
    Tensor x = at(inputs, 0);
    Tensor inverse =
        Groups.along(x, trailing(node, x))
            .reduce(row -> 1 / Math.sqrt(meanOfSquares(row) + epsilon(node)));
    return List.of(OPS.mul(OPS.mul(x, inverse), at(inputs, 1)));
  }

  private static int[] trailing(OpenNode node, Tensor x) {
    int first = x.shape().axis(node.integer("axis", -1));
    return IntStream.range(first, x.shape().rank()).toArray();
  }

  private static List<Tensor> meanVariance(OpenNode node, List<@Nullable Tensor> inputs) {
    Groups groups = Groups.along(at(inputs, 0), node.integers("axes", 0, 2, 3));
    return List.of(groups.map(row -> standard(row, Math.sqrt(variance(row)) + 1e-9)));
  }

  /** The scale and the bias are a group's before operator set 21, a channel's from then on. */
  private static List<Tensor> group(OpenNode node, List<@Nullable Tensor> inputs) {
    int groups = node.integer("num_groups", 1);
    int channels = at(inputs, 0).shape().dim(1);
    int repeats = node.opset() < 21 ? channels / groups : 1;
    Tensor normal = standardized(at(inputs, 0), groups, epsilon(node));
    Tensor scale = repeated(at(inputs, 1), repeats);
    return List.of(affine(normal, scale, repeated(at(inputs, 2), repeats)));
  }

  private static Tensor repeated(Tensor x, int times) {
    double[] values =
        IntStream.range(0, x.values().length * times)
            .mapToDouble(i -> x.values()[i / times])
            .toArray();
    return new Tensor(values, Shape.of(values.length));
  }

  private static List<Tensor> instance(OpenNode node, List<@Nullable Tensor> inputs) {
    Tensor x = at(inputs, 0);
    Tensor normal = standardized(x, x.shape().dim(1), epsilon(node));
    return List.of(affine(normal, at(inputs, 1), at(inputs, 2)));
  }

  private static Tensor standardized(Tensor x, int groups, double epsilon) {
    Tensor grouped = OPS.reshape(x, 0, groups, -1);
    Tensor normal =
        Groups.along(grouped, 2).map(row -> standard(row, Math.sqrt(variance(row) + epsilon)));
    return new Tensor(normal.values(), x.shape());
  }

  private static List<Tensor> batch(OpenNode node, List<@Nullable Tensor> inputs) {
    Tensor x = at(inputs, 0);
    Tensor centred = OPS.sub(x, perChannel(at(inputs, 3), x));
    Tensor inverse = at(inputs, 4).map(variance -> 1 / Math.sqrt(variance + epsilon(node)));
    Tensor normal = OPS.mul(centred, perChannel(inverse, x));
    return List.of(affine(normal, at(inputs, 1), at(inputs, 2)));
  }

  private static Tensor affine(Tensor normal, Tensor scale, Tensor bias) {
    return OPS.add(OPS.mul(normal, perChannel(scale, normal)), perChannel(bias, normal));
  }

  /** A vector over the channels of {@code like}, its axis 1. */
  private static Tensor perChannel(Tensor x, Tensor like) {
    int[] dims = new int[like.shape().rank() - 1];
    Arrays.fill(dims, 1);
    dims[0] = -1;
    return OPS.reshape(x, dims);
  }

  private static double[] standard(double[] row, double deviation) {
    double mean = mean(row);
    return Arrays.stream(row).map(x -> (x - mean) / deviation).toArray();
  }

  private static double mean(double[] row) {
    return Arrays.stream(row).sum() / row.length;
  }

  private static double meanOfSquares(double[] row) {
    return Arrays.stream(row).map(x -> x * x).sum() / row.length;
  }

  private static double variance(double[] row) {
    double mean = mean(row);
    return Arrays.stream(row).map(x -> (x - mean) * (x - mean)).sum() / row.length;
  }

  private static double epsilon(OpenNode node) {
    return node.number("epsilon", 1e-5);
  }

  private static Tensor at(List<@Nullable Tensor> inputs, int place) {
    return Objects.requireNonNull(inputs.get(place));
  }
}
