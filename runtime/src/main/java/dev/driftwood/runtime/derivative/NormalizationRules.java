package dev.driftwood.runtime.derivative;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.ops.Ops;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Normalisation layers, by their closed-form tangents. */
final class NormalizationRules {
  /** What the operator's definition adds to the deviation of {@code MeanVarianceNormalization}. */
  private static final double ADDED = 1e-9;

  /** The number of float32 among ONNX's element types. */
  private static final int FLOAT = 1;

  private NormalizationRules() {}

  static List<RuleEntry> entries() {
    return List.of(
        entry(
            "LayerNormalization",
            RuleKind.FORMULA,
            "dy = s r (dx − mean(dx) − n mean(n dx)) + n ds + db, n = (x − m) r",
            LayerNormalization::apply),
        entry(
            "GroupNormalization",
            RuleKind.LOWERED,
            "dy = s r (dx − mean(dx) − n mean(n dx)) + n ds + db",
            GroupNormalization::ofGroups),
        entry(
            "InstanceNormalization",
            RuleKind.LOWERED,
            "dy = s r (dx − mean(dx) − n mean(n dx)) + n ds + db",
            GroupNormalization::ofChannels),
        entry(
            "MeanVarianceNormalization",
            RuleKind.LOWERED,
            "dy = r (dx − mean(dx) − y mean(y dx))",
            NormalizationRules::meanVariance),
        entry(
            "RMSNormalization",
            RuleKind.LOWERED,
            "dy = s r (dx − n mean(n dx)) + n ds, n = x r, r = 1/√(mean(x²) + ε)",
            NormalizationRules::rootMeanSquare),
        entry(
            "BatchNormalization",
            RuleKind.FORMULA,
            "dy = dx s / √(v + ε); its other inputs by primitives",
            NormalizationRules::batch));
  }

  private static RuleEntry entry(String op, RuleKind kind, String formula, Rule rule) {
    return new RuleEntry(op, kind, formula, rule);
  }

  private static <V> List<Dual<V>> meanVariance(Application<V> call) {
    int[] axes = call.node().integers("axes", 0, 2, 3);
    Ops<V> values = call.values();
    Along<V> along = Along.of(values, call.shape(call.x(0)), axes);
    V centred = values.sub(call.x(0), along.mean(call.x(0)));
    V variance = along.mean(values.mul(centred, centred));
    V deviation = values.add(values.sqrt(variance), values.constant(ADDED));
    V y = values.div(centred, deviation);
    Ops<V> ops = call.tangents();
    Along<V> tangents = Along.of(ops, call.shape(call.x(0)), axes);
    V change = ops.mul(y, tangents.mean(ops.mul(y, call.dx(0))));
    V across = ops.sub(ops.sub(call.dx(0), tangents.mean(call.dx(0))), change);
    return List.of(new Dual<>(y, ops.div(across, deviation)));
  }

  private static <V> List<Dual<V>> rootMeanSquare(Application<V> call) {
    int first = call.shape(call.x(0)).axis(call.node().integer("axis", -1));
    int[] axes = IntStream.range(first, call.shape(call.x(0)).rank()).toArray();
    Ops<V> values = call.values();
    V inverse = inverseOfRoot(call, axes);
    V normal = values.mul(call.x(0), inverse);
    V y = values.mul(normal, call.x(1));
    Ops<V> ops = call.tangents();
    V dy = call.moves(1) ? ops.mul(normal, call.dx(1)) : null;
    if (call.moves(0)) {
      Along<V> along = Along.of(ops, call.shape(call.x(0)), axes);
      V change = ops.mul(normal, along.mean(ops.mul(normal, call.dx(0))));
      V across = ops.mul(ops.sub(call.dx(0), change), inverse);
      dy = call.sum(ops.mul(across, call.x(1)), dy);
    }
    return List.of(new Dual<>(y, dy));
  }

  /** In float32 where the elements are narrower, whose squares would overflow. */
  private static <V> V inverseOfRoot(Application<V> call, int[] axes) {
    Ops<V> values = call.values();
    V x = call.x(0);
    if (values.type(x).element().bytes() < DataType.FLOAT.bytes()) {
      x =
          call.tangentNode(
              "Cast",
              Map.of("to", new Attribute.Int(FLOAT)),
              values.type(x).withElement(DataType.FLOAT),
              Arrays.<@Nullable V>asList(x));
    }
    V mean = Along.of(values, values.shape(x), axes).mean(values.mul(x, x));
    V root = values.sqrt(values.add(mean, values.constant(call.node().number("epsilon", 1e-5))));
    return call.inTypeOf(values.div(values.constant(1), root), call.x(0));
  }

  private static <V> List<Dual<V>> batch(Application<V> call) {
    if (call.node().integer("training_mode", 0) != 0) {
      throw new IllegalArgumentException(
          "training_mode: 1 couples the rows of a batch (expected: 0, as networks are exported for"
              + " use)");
    }
    boolean onlyData = IntStream.range(1, 5).noneMatch(call::moves);
    return onlyData ? batchData(call) : batchInputs(call);
  }

  private static <V> List<Dual<V>> batchData(Application<V> call) {
    Ops<V> ops = call.tangents();
    V variance = call.inTypeOf(call.x(4), call.x(0));
    V deviation = ops.sqrt(ops.add(variance, epsilon(call, ops)));
    V gain = ops.div(call.inTypeOf(call.x(1), call.x(0)), deviation);
    return call.withTangent(ops.mul(call.dx(0), perChannel(call, ops, gain)));
  }

  private static <V> List<Dual<V>> batchInputs(Application<V> call) {
    Ops<Dual<V>> duals = call.duals();
    Dual<V> deviation = duals.sqrt(duals.add(call.dual(4), epsilon(call, duals)));
    Dual<V> gain = duals.div(call.dual(1), deviation);
    Dual<V> centred = duals.sub(call.dual(0), perChannel(call, duals, call.dual(3)));
    Dual<V> scaled = duals.mul(centred, perChannel(call, duals, gain));
    return List.of(duals.add(scaled, perChannel(call, duals, call.dual(2))));
  }

  private static <V, W> W epsilon(Application<V> call, Ops<W> ops) {
    return ops.constant(call.node().number("epsilon", 1e-5));
  }

  /** A vector over the channels, axis 1, as it broadcasts to the data. */
  private static <V, W> W perChannel(Application<V> call, Ops<W> ops, W x) {
    int rank = call.shape(call.x(0)).rank();
    int[] dims = new int[Math.max(1, rank - 1)];
    Arrays.fill(dims, 1);
    dims[0] = -1;
    return dims.length == 1 ? x : ops.reshape(x, dims);
  }
}
