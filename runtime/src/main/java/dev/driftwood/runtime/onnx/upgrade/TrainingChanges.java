package dev.driftwood.runtime.onnx.upgrade;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.Node;
import java.util.List;

/** Operators that mean something else while a network is trained. */
final class TrainingChanges {
  private static final int BATCH_STATISTICS = 3;

  private TrainingChanges() {}

  /**
   * Before operator set 14 a normalisation with more than one result was one in training. It stays
   * recognisable: {@code training_mode} is 1.
   */
  static Node sayTraining(Old old, Site site) {
    List<String> outputs = old.node().outputs();
    if (outputs.size() < 2) {
      return old.node();
    }
    List<String> kept = outputs.subList(0, Math.min(BATCH_STATISTICS, outputs.size()));
    return new Old(old.with("training_mode", new Attribute.Int(1))).node().withOutputs(kept);
  }

  /**
   * A dropout gives what it is given where nothing is trained. What its mask is then was not said
   * before operator set 12, so that nothing can use it; its ratio matters in training only.
   */
  static Node withoutMask(Old old, Site site) {
    return new Old(old.without("ratio")).node().withOutputs(List.of(old.output()));
  }
}
