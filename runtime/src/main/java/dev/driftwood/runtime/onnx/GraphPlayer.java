package dev.driftwood.runtime.onnx;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.ops.Ops;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Plays a graph through an interpreter of the operator algebra: the same network with another
 * meaning.
 *
 * @param <V> the interpreter's values
 */
public final class GraphPlayer<V> {
  private final Ops<V> ops;
  private final Function<Initializer, V> arrays;

  /**
   * A player.
   *
   * @param ops the interpreter
   * @param arrays what an array of the graph is among the interpreter's values
   */
  public GraphPlayer(Ops<V> ops, Function<Initializer, V> arrays) {
    this.ops = ops;
    this.arrays = arrays;
  }

  /**
   * Plays the nodes of a graph in order.
   *
   * @param inputs the graph's inputs by name
   * @param outputs the values that are wanted, by name
   * @throws DriftwoodException where a node has no meaning in the algebra or does not fit its
   *     inputs, naming operator and node
   */
  public List<V> play(OnnxGraph graph, Map<String, V> inputs, List<String> outputs) {
    Frame<V> frame = new Frame<>(graph, inputs, arrays);
    for (Node node : graph.nodes()) {
      play(node, frame);
    }
    return outputs.stream().map(frame::value).toList();
  }

  private void play(Node node, Frame<V> frame) {
    try {
      NodeRules.play(ops.scope(scopeOf(node)), new Call<>(node, frame));
    } catch (IllegalArgumentException | ArithmeticException e) {
      // The algebra means its caller, who here is the file.
      throw new DriftwoodException(node + " does not fit its inputs: " + e.getMessage(), e);
    }
  }

  /** The scope that a node was emitted in, which its name begins with. */
  private static String scopeOf(Node node) {
    int slash = node.name().lastIndexOf('/');
    return slash < 0 ? "" : node.name().substring(0, slash);
  }
}
