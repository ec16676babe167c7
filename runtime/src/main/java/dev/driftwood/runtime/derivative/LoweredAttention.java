package dev.driftwood.runtime.derivative;

import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.ValueType;
import dev.driftwood.runtime.ops.OpenNode;
import dev.driftwood.runtime.ops.Ops;
import java.util.Arrays;
import java.util.List;

/**
 * ONNX's attention in primitives, so that value and derivative share one product and one softmax.
 *
 * <p>Scores that must not count get a large negative number, as in ONNX Runtime: a query that no
 * key is allowed for attends to all alike, where the definition gives it zeros.
 */
final class LoweredAttention<V> {
  private static final int MASK = 3;

  private final Ops<Dual<V>> ops;
  private final Application<V> call;
  private final OpenNode node;
  private final Dual<V> query;
  private final Dual<V> key;
  private final Dual<V> value;

  /**
   * Prepares the lowering.
   *
   * @throws IllegalArgumentException where the node keeps or gives more than attention
   */
  LoweredAttention(Application<V> call) {
    this.ops = call.duals();
    this.call = call;
    this.node = call.node();
    for (int input = MASK + 1; input < call.inputCount(); input++) {
      require(!call.has(input), "it has past keys, past values or lengths");
    }
    require(node.results().size() == 1, "it gives present keys and values, or its scores");
    this.query = byHead(call.dual(0), node.integer("q_num_heads", 0));
    this.key = byHead(call.dual(1), node.integer("kv_num_heads", 0));
    this.value = byHead(call.dual(2), node.integer("kv_num_heads", 0));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(
          otherwise + " (expected: queries, keys and values, perhaps a mask; one result)");
    }
  }

  /** {@code [n, l, h·d]} as {@code [n, h, l, d]}. */
  private Dual<V> byHead(Dual<V> x, int heads) {
    Shape shape = ops.shape(x);
    if (shape.rank() == 4) {
      return x;
    }
    Dual<V> split = ops.reshape(x, 0, 0, heads, shape.dim(2) / heads);
    return ops.transpose(split, 0, 2, 1, 3);
  }

  Dual<V> result() {
    Dual<V> weights = ops.softmax(masked(capped(scores())));
    Dual<V> y = ungrouped(ops.matMul(grouped(weights), value));
    if (call.shape(call.x(0)).rank() == 4) {
      return y;
    }
    int width = ops.shape(y).dim(1) * ops.shape(y).dim(3);
    return ops.reshape(ops.transpose(y, 0, 2, 1, 3), 0, 0, width);
  }

  private Dual<V> scores() {
    double scale = node.number("scale", 1 / Math.sqrt(ops.shape(query).dim(3)));
    Dual<V> scaled = grouped(ops.scale(query, scale));
    return ungrouped(ops.matMul(scaled, ops.transpose(key, 0, 1, 3, 2)));
  }

  /** Queries of heads that share a head of keys, one after the other. */
  private Dual<V> grouped(Dual<V> x) {
    int heads = ops.shape(key).dim(1);
    Shape shape = ops.shape(x);
    int rows = shape.dim(1) / heads * shape.dim(2);
    return heads == shape.dim(1) ? x : ops.reshape(x, 0, heads, rows, shape.dim(3));
  }

  private Dual<V> ungrouped(Dual<V> x) {
    int heads = ops.shape(query).dim(1);
    Shape shape = ops.shape(x);
    return heads == shape.dim(1)
        ? x
        : ops.reshape(x, 0, heads, ops.shape(query).dim(2), shape.dim(3));
  }

  private Dual<V> capped(Dual<V> scores) {
    double cap = node.number("softcap", 0);
    return cap == 0 ? scores : ops.scale(ops.tanh(ops.scale(scores, 1 / cap)), cap);
  }

  private Dual<V> masked(Dual<V> scores) {
    Dual<V> masked = scores;
    if (node.integer("is_causal", 0) == 1) {
      masked = ops.add(masked, ahead(ops.shape(scores).dim(2), ops.shape(scores).dim(3)));
    }
    return call.has(MASK) ? ops.add(masked, bias()) : masked;
  }

  /** What keeps queries from the keys that come after them. */
  private Dual<V> ahead(int queries, int keys) {
    require(queries > 0 && keys > 0, "it is causal and its lengths are not fixed");
    double[] values = new double[queries * keys];
    Arrays.setAll(values, i -> i % keys > i / keys ? hiding() : 0);
    return ops.constant(values, Shape.of(queries, keys));
  }

  private Dual<V> bias() {
    V mask = call.x(MASK);
    ValueType type = call.values().type(mask);
    if (type.element() != DataType.BOOL) {
      return call.dual(MASK);
    }
    Ops<V> plain = call.values();
    List<V> choice = List.of(mask, plain.constant(0), plain.constant(hiding()));
    V bias = call.valueNode("Where", type.withElement(DataType.FLOAT), choice);
    DataType own = node.results().get(0).element();
    return Dual.constant(
        own == DataType.FLOAT
            ? bias
            : call.valueNode("CastLike", type.withElement(own), List.of(bias, call.x(0))));
  }

  /** Half of the lowest number, for two masks to have a sum. */
  private double hiding() {
    return node.results().get(0).element() == DataType.FLOAT16 ? -32752 : -Float.MAX_VALUE / 2;
  }
}
