package dev.driftwood.runtime.ort;

import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.solve.Query;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How rows are laid out among the inputs and outputs of a network's graph. */
final class Rows {
  private final int[] itemShape;
  private final int itemSize;
  private final boolean labelled;

  /** The rows of a graph with inputs {@code x}, {@code t} and perhaps {@code label}. */
  Rows(OnnxGraph graph) {
    Shape x = graph.input("x").shape();
    this.itemShape = Arrays.copyOfRange(x.toArray(), 1, x.rank());
    this.itemSize = Math.toIntExact(x.size());
    this.labelled = graph.inputs().stream().anyMatch(input -> input.name().equals("label"));
  }

  /** Numbers of a row. */
  int itemSize() {
    return itemSize;
  }

  /** As many of some rows as an input can hold; at least 1. */
  int most(int count) {
    return Math.max(1, Math.min(count, Integer.MAX_VALUE / Float.BYTES / itemSize));
  }

  /** The points at which queries ask. */
  List<Feed> points(List<Query> queries) {
    List<Feed> feeds = new ArrayList<>();
    feeds.add(states("x", queries.stream().map(Query::x).toList()));
    FloatBuffer t = Feed.floats(queries.size());
    queries.forEach(query -> t.put((float) query.t()));
    feeds.add(new Feed("t", t.flip(), new long[] {queries.size()}));
    if (labelled) {
      feeds.add(labels(queries));
    }
    return feeds;
  }

  /** An input of the shape of {@code x}. */
  Feed states(String name, List<double[]> rows) {
    FloatBuffer values = Feed.floats(Math.multiplyExact(rows.size(), itemSize));
    for (double[] row : rows) {
      for (double value : row) {
        values.put((float) value);
      }
    }
    long[] shape = new long[itemShape.length + 1];
    shape[0] = rows.size();
    for (int i = 0; i < itemShape.length; i++) {
      shape[i + 1] = itemShape[i];
    }
    return new Feed(name, values.flip(), shape);
  }

  private static Feed labels(List<Query> queries) {
    LongBuffer labels = Feed.longs(queries.size());
    for (Query query : queries) {
      if (query.label() < 0) {
        throw new IllegalArgumentException(
            "label: %d (expected: one of the network's classes)".formatted(query.label()));
      }
      labels.put(query.label());
    }
    return new Feed("label", labels.flip(), new long[] {queries.size()});
  }

  /** One row of an output of the shape of {@code x}. */
  double[] row(float[] values, int row) {
    double[] result = new double[itemSize];
    for (int i = 0; i < itemSize; i++) {
      result[i] = values[row * itemSize + i];
    }
    return result;
  }

  /** The scalar product with one row of an output of the shape of {@code x}. */
  double dot(double[] v, float[] values, int row) {
    double sum = 0.0;
    for (int i = 0; i < itemSize; i++) {
      sum += v[i] * values[row * itemSize + i];
    }
    return sum;
  }
}
