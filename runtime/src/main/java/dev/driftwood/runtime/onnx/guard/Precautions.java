package dev.driftwood.runtime.onnx.guard;

import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is put into a graph right before ONNX Runtime runs it, where an argument that only a run
 * tells may be one that a kernel does not survive. Every run that would have gone well gives the
 * same numbers.
 */
public final class Precautions {
  /** Arguments of which one element is read unseen. */
  private static final Map<String, List<Integer>> SINGLE =
      Map.of(
          "Loop", List.of(0, 1),
          "SequenceAt", List.of(1),
          "SequenceErase", List.of(1),
          "SequenceInsert", List.of(2));

  private Precautions() {}

  /** A graph that was read, or made from one, as it is safe to run. */
  public static OnnxGraph taken(OnnxGraph graph) {
    return Rewriting.of(graph, new Taking());
  }

  private static final class Taking implements Rewriting.Step {
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
      if (op.equals("Div") || op.equals("Mod")) {
        return new Division(insertions).guarded(node);
      }
      List<String> arguments = new ComputedSizes(insertions).guarded(node);
      for (int place : SINGLE.getOrDefault(op, List.of())) {
        if (node.has(place)) {
          arguments.set(place, new Flattening(insertions).vector(arguments.get(place), 1));
        }
      }
      return arguments;
    }
  }
}
