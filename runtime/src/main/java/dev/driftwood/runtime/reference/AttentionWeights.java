package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.OpenNode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How much each query attends to each key, by ONNX's definition.
 *
 * @param query {@code [n, g·r, l, d]}: r queries for each of g heads of keys
 * @param key {@code [n, g, m, d]}
 * @param mask broadcasts to {@code [n, g·r, l, m]}: truth values, or numbers that are added
 */
record AttentionWeights(OpenNode node, Tensor query, Tensor key, @Nullable Tensor mask) {
  /** The means of {@code value [n, g, m, e]} under the weights. */
  Tensor applied(Tensor value) {
    Shape shape = value.shape();
    int width = shape.dim(3);
    int keys = shape.dim(2);
    Tensor y = Tensor.zeros(query.shape().with(3, width));
    for (int i = 0; i < y.values().length / width; i++) {
      double[] weights = weights(i);
      for (int j = 0; j < keys; j++) {
        for (int e = 0; e < width; e++) {
          y.values()[i * width + e] +=
              weights[j] * value.values()[(keyHead(i) * keys + j) * width + e];
        }
      }
    }
    return y;
  }

  /** The number of the head of keys that a query belongs to. */
  private int keyHead(int queryNumber) {
    int head = queryNumber / query.shape().dim(2);
    return head / (query.shape().dim(1) / key.shape().dim(1));
  }

  /** The softmax of a query's scores; zeros where no key is allowed. */
  private double[] weights(int queryNumber) {
    double[] scores = new double[key.shape().dim(2)];
    Arrays.setAll(scores, j -> score(queryNumber, j));
    double max = Arrays.stream(scores).max().orElse(0);
    if (max == Double.NEGATIVE_INFINITY) {
      return new double[scores.length];
    }
    double[] weights = Arrays.stream(scores).map(score -> Math.exp(score - max)).toArray();
    double total = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / total).toArray();
  }

  private double score(int queryNumber, int j) {
    int size = query.shape().dim(3);
    int keys = key.shape().dim(2);
    double product = 0;
    for (int d = 0; d < size; d++) {
      product +=
          query.values()[queryNumber * size + d]
              * key.values()[(keyHead(queryNumber) * keys + j) * size + d];
    }
    double scaled = product * node.number("scale", 1 / Math.sqrt(size));
    double cap = node.number("softcap", 0);
    double score = cap > 0 ? cap * Math.tanh(scaled / cap) : scaled;
    boolean ahead = j > queryNumber % query.shape().dim(2);
    boolean hidden = node.integer("is_causal", 0) == 1 && ahead;
    return hidden ? Double.NEGATIVE_INFINITY : score + bias(queryNumber * keys + j);
  }

  private double bias(int place) {
    if (mask == null) {
      return 0;
    }
    Shape scores = query.shape().with(3, key.shape().dim(2));
    double value = mask.values()[ReferenceOps.offsetOf(place, scores, mask.stridesFor(scores))];
    if (mask.element() == DataType.BOOL) {
      return value == 0 ? Double.NEGATIVE_INFINITY : 0;
    }
    return value;
  }
}
