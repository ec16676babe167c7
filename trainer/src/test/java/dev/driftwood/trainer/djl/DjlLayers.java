package dev.driftwood.trainer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.driftwood.runtime.ops.OpenNode;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/** Products of matrices, convolutions, pooling and normalisation as DJL's functions. */
final class DjlLayers {
  private DjlLayers() {}

  static void addTo(Map<String, DjlOperator> table) {
    table.put("MatMul", DjlOperator.of(call -> call.x().matMul(call.x(1))));
    table.put("Gemm", DjlOperator.of(DjlLayers::product));
    table.put("Conv", DjlOperator.of(DjlLayers::convolution).where(DjlLayers::isPlain));
    table.put(
        "AveragePool", DjlOperator.of(DjlLayers::averagePool).where(DjlLayers::isPlainPooling));
    table.put("MaxPool", DjlOperator.of(DjlLayers::maxPool).where(DjlLayers::isPlainPooling));
    table.put(
        "GlobalAveragePool",
        DjlOperator.of(
            call -> call.x().getNDArrayInternal().globalAvgPool().reshape(call.result())));
    table.put(
        "GlobalMaxPool",
        DjlOperator.of(
            call -> call.x().getNDArrayInternal().globalMaxPool().reshape(call.result())));
    table.put(
        "LayerNormalization",
        DjlOperator.of(DjlLayers::layerNormalization).where(node -> node.results().size() == 1));
    table.put(
        "BatchNormalization",
        DjlOperator.of(DjlLayers::batchNormalization)
            .where(node -> node.integer("training_mode", 0) == 0)
            .whereFixed(3)
            .whereFixed(4));
  }

  private static NDArray product(DjlCall call) {
    OpenNode node = call.node();
    NDArray a = node.integer("transA", 0) == 0 ? call.x() : call.x().transpose();
    NDArray b = node.integer("transB", 0) == 0 ? call.x(1) : call.x(1).transpose();
    NDArray scaled = a.matMul(b).mul(node.number("alpha", 1));
    return call.has(2) ? scaled.add(call.x(2).mul(node.number("beta", 1))) : scaled;
  }

  /** No padding but what is asked for, the same on both sides. */
  private static boolean isPlain(OpenNode node) {
    int[] pads = node.integers("pads");
    int half = pads.length / 2;
    boolean even =
        Arrays.equals(Arrays.copyOf(pads, half), Arrays.copyOfRange(pads, half, 2 * half));
    return even && node.text("auto_pad", "NOTSET").equals("NOTSET");
  }

  private static boolean isPlainPooling(OpenNode node) {
    int[] kernel = node.integers("kernel_shape");
    int[] pads = node.integers("pads");
    // The engine wants padding of half the window at most.
    boolean narrow =
        IntStream.range(0, pads.length).allMatch(i -> 2 * pads[i] <= kernel[i % kernel.length]);
    boolean dense = Arrays.stream(node.integers("dilations")).allMatch(step -> step == 1);
    boolean whole = node.integer("ceil_mode", 0) == 0;
    return isPlain(node) && narrow && dense && whole && node.results().size() == 1;
  }

  private static NDArray convolution(DjlCall call) {
    NDArray bias = call.has(2) ? call.x(2) : null;
    return call.x()
        .getNDArrayInternal()
        .convolution(
            call.x(),
            call.x(1),
            bias,
            steps(call, "strides"),
            padding(call),
            steps(call, "dilations"),
            call.node().integer("group", 1))
        .singletonOrThrow();
  }

  private static NDArray averagePool(DjlCall call) {
    boolean counts = call.node().integer("count_include_pad", 0) == 1;
    return call.x()
        .getNDArrayInternal()
        .avgPool(kernel(call), steps(call, "strides"), padding(call), false, counts);
  }

  private static NDArray maxPool(DjlCall call) {
    return call.x()
        .getNDArrayInternal()
        .maxPool(kernel(call), steps(call, "strides"), padding(call), false);
  }

  private static Shape kernel(DjlCall call) {
    return shape(call.node().integers("kernel_shape"));
  }

  private static Shape steps(DjlCall call, String attribute) {
    int[] ones = new int[call.rank() - 2];
    Arrays.fill(ones, 1);
    return shape(call.node().integers(attribute, ones));
  }

  private static Shape padding(DjlCall call) {
    int spatial = call.rank() - 2;
    return shape(Arrays.copyOf(call.node().integers("pads", new int[spatial]), spatial));
  }

  private static Shape shape(int[] sizes) {
    return new Shape(Arrays.stream(sizes).asLongStream().toArray());
  }

  private static NDArray layerNormalization(DjlCall call) {
    Shape normal = call.x().getShape().slice(call.axis(-1));
    NDArray one = call.x().getManager().ones(normal, call.x().getDataType());
    NDArray zero = call.x().getManager().zeros(normal, call.x().getDataType());
    float epsilon = (float) call.node().number("epsilon", 1e-5);
    NDArray standard =
        call.x()
            .getNDArrayInternal()
            .layerNorm(call.x(), normal, one, zero, epsilon)
            .singletonOrThrow();
    NDArray scaled = standard.mul(call.x(1));
    return call.has(2) ? scaled.add(call.x(2)) : scaled;
  }

  private static NDArray batchNormalization(DjlCall call) {
    float epsilon = (float) call.node().number("epsilon", 1e-5);
    return call.x()
        .getNDArrayInternal()
        .batchNorm(call.x(), call.x(3), call.x(4), call.x(1), call.x(2), 1, 0.9f, epsilon, false)
        .get(0);
  }
}
