package dev.driftwood.runtime.onnx.guard;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Value;
import java.util.ArrayList;
import java.util.List;

/** Makes a graph, whose nodes have the right form, one that ONNX Runtime survives. */
public final class Guards {
  private Guards() {}

  /**
   * The graph, with the arguments flattened that must be vectors and may be something else.
   *
   * @throws DriftwoodException where a node would end the process
   */
  public static OnnxGraph guarded(OnnxGraph graph) {
    for (Value input : graph.inputs()) {
      requireElements("input", input);
    }
    return Rewriting.of(graph, new Check());
  }

  /** Kernels divide by sizes. */
  private static void requireElements(String what, Value value) {
    if (value.shape().dims().contains(0)) {
      throw new DriftwoodException(
          "%s \"%s\" of shape %s holds nothing (expected: sizes of at least 1)"
              .formatted(what, value.name(), value.shape()));
    }
  }

  private static final class Check implements Rewriting.Step {
    @Override
    public void enter(OnnxGraph graph) {
      for (Initializer array : graph.initializers()) {
        // A vector of no elements is how some say that they don't say.
        if (array.shape().rank() > 1) {
          requireElements("array", array.value());
        }
      }
    }

    @Override
    public List<String> arguments(Guarded node, Insertions insertions) {
      GuardTable.check(node);
      Flattening flattening = new Flattening(insertions);
      List<String> inputs = new ArrayList<>(node.node().inputs());
      for (GuardTable.Vector vector : GuardTable.vectors(node.node().op())) {
        if (node.has(vector.place())) {
          inputs.set(
              vector.place(), flattening.vector(inputs.get(vector.place()), vector.longest()));
        }
      }
      return inputs;
    }
  }
}
