package dev.driftwood.runtime.onnx.guard;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.OnnxGraph;

/** The graphs that nodes run must take and give as many values as the node hands on. */
final class InnerGraphGuards {
  /** Rounds of a loop of which something is kept. */
  private static final int MOST_ROUNDS = 1 << 20;

  private InnerGraphGuards() {}

  static void branches(Guarded node) {
    requireOne(node, 0);
    int outputs = node.node().outputs().size();
    require(node, "then_branch", 0, outputs);
    require(node, "else_branch", 0, outputs);
  }

  /**
   * The body takes the round's number, whether to go on, and what is carried from round to round.
   */
  static void loop(Guarded node) {
    requireOne(node, 0);
    requireOne(node, 1);
    int carried = Math.max(0, node.node().inputs().size() - 2);
    int outputs = node.node().outputs().size();
    node.require(
        outputs >= carried, "carries %d values".formatted(carried), "as many outputs and more");
    require(node, "body", carried + 2, outputs + 1);
    node.require(
        outputs == carried || isBounded(node),
        "collects what rounds give, of which there may be any number",
        "at most %d rounds".formatted(MOST_ROUNDS));
  }

  /** Rounds without end take all memory where something of each is kept. */
  private static boolean isBounded(Guarded node) {
    Initializer rounds = node.constant(0);
    return node.has(0) && (rounds == null || rounds.numbers()[0] <= MOST_ROUNDS);
  }

  static void scan(Guarded node) {
    int inputs = node.node().inputs().size();
    node.requireBetween("num_scan_inputs", 0, 1, inputs);
    int outputs = node.node().outputs().size();
    long carried = inputs - node.integer("num_scan_inputs", 0);
    node.require(
        outputs >= carried, "carries %d values".formatted(carried), "as many outputs and more");
    require(node, "body", inputs, outputs);
  }

  /** What says how often, and whether, is one element that is read unseen. */
  private static void requireOne(Guarded node, int place) {
    Initializer array = node.constant(place);
    node.require(
        array == null || array.shape().size() == 1,
        "has an input %d that is not one element".formatted(place),
        "one");
  }

  private static void require(Guarded node, String name, int inputs, int outputs) {
    if (node.node().attributes().get(name) instanceof Attribute.Graph inner) {
      OnnxGraph graph = inner.value();
      int given = graph.outputs().size();
      node.require(
          graph.inputs().size() == inputs && given == outputs,
          "has a %s with %d inputs and %d outputs".formatted(name, graph.inputs().size(), given),
          "%d and %d".formatted(inputs, outputs));
    }
  }
}
