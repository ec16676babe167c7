package dev.driftwood.runtime.onnx.guard;

import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is put into a graph right before ONNX Runtime runs it, where an argument that only a run
 * tells may be one that a kernel does not survive. Every run that would have gone well gives the
 * same numbers.
 */
public final class Precautions {
  /** Rounds of a loop that keeps something of each, where only a run tells how many there are. */
  public static final int MOST_ROUNDS = 1 << 12;

  /** Arguments of which one element is read unseen. */
  private static final Map<String, List<Integer>> SINGLE =
      Map.of(
          "Loop", List.of(0, 1),
          "SequenceAt", List.of(1),
          "SequenceErase", List.of(1),
          "SequenceInsert", List.of(2));

  private Precautions() {}

  /** A graph that was read, or made from one, as it is safe to run where it takes no memory. */
  public static OnnxGraph taken(OnnxGraph graph) {
    return taken(graph, Set.of());
  }

  /**
   * A graph that was read, or made from one, as it is safe to run.
   *
   * @param doubtful names of values of which only a run tells how large they are, or that hold
   *     nothing
   */
  public static OnnxGraph taken(OnnxGraph graph, Set<String> doubtful) {
    return Rewriting.of(graph, new Taking(doubtful));
  }

  private record Taking(Set<String> doubtful) implements Rewriting.Step {
    /** Whether a loop goes on is one element that is read unseen. */
    @Override
    public List<Value> results(String owner, OnnxGraph graph, Insertions insertions) {
      List<Value> outputs = new ArrayList<>(graph.outputs());
      if (owner.equals("Loop") && !outputs.isEmpty()) {
        Value on = outputs.get(0);
        String one = new Flattening(insertions).vector(on.name(), 1);
        outputs.set(0, new Value(one, on.type(), on.shape()));
      }
      return outputs;
    }

    @Override
    public List<String> arguments(Guarded node, Insertions insertions) {
      String op = node.node().op();
      Guarded bounded = bounded(node, insertions);
      if (op.equals("Div") || op.equals("Mod")) {
        return new Division(insertions).guarded(bounded);
      }
      List<String> arguments = new ComputedSizes(insertions, doubtful).guarded(bounded);
      for (int place : SINGLE.getOrDefault(op, List.of())) {
        if (node.has(place)) {
          arguments.set(place, new Flattening(insertions).vector(arguments.get(place), 1));
        }
      }
      return arguments;
    }

    private Guarded bounded(Guarded node, Insertions insertions) {
      Node given = node.node();
      if (given.outputs().stream().noneMatch(doubtful::contains)) {
        return node;
      }
      List<String> inputs = new ComputedProducts(insertions).guarded(given);
      return new Guarded(
          new Node(given.op(), given.name(), inputs, given.outputs(), given.attributes()),
          node.extents());
    }
  }
}
