package dev.driftwood.runtime.adopt;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import java.util.List;

/** Layers that do something else in training than in evaluation, and were exported for training. */
final class TrainingMode {
  private static final int DROPOUT_MODE = 2;

  private TrainingMode() {}

  /**
   * Refuses a network in training mode.
   *
   * @throws DriftwoodException naming the layer and what it would do
   */
  static void refuse(OnnxGraph graph) {
    for (Node node : graph.nodes()) {
      if (node.op().equals("BatchNormalization")
          && new Attribute.Int(1).equals(node.attributes().get("training_mode"))) {
        throw refusal(node, "couples the rows of a batch by their statistics");
      }
      if (node.op().equals("Dropout") && isTrue(graph, node.inputs())) {
        throw refusal(node, "drops elements at random");
      }
    }
  }

  private static boolean isTrue(OnnxGraph graph, List<String> inputs) {
    return inputs.size() > DROPOUT_MODE
        && graph.initializers().stream()
            .filter(array -> array.name().equals(inputs.get(DROPOUT_MODE)))
            .map(Initializer::numbers)
            .anyMatch(values -> values.length == 1 && values[0] != 0);
  }

  private static DriftwoodException refusal(Node node, String what) {
    return new DriftwoodException(
        "%s is in training mode: it %s (expected: evaluation mode; export the network after net.eval())"
            .formatted(node, what));
  }
}
