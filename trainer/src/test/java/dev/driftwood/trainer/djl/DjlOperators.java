package dev.driftwood.trainer.djl;

import dev.driftwood.runtime.fixture.node.NodeCase;
import dev.driftwood.runtime.ops.OpenNode;
import java.util.Map;
import java.util.TreeMap;

/** The ONNX operators that DJL's PyTorch engine can differentiate. */
final class DjlOperators {
  private static final Map<String, DjlOperator> TABLE = table();

  private DjlOperators() {}

  /** Whether there is a function, and something for it to give. */
  static boolean has(NodeCase use, OpenNode node) {
    boolean some = node.results().get(0).shape().size() > 0;
    return some && TABLE.containsKey(use.op()) && of(use).fits().test(use, node);
  }

  static DjlOperator of(NodeCase use) {
    return TABLE.get(use.op());
  }

  private static Map<String, DjlOperator> table() {
    Map<String, DjlOperator> table = new TreeMap<>();
    DjlElementwise.addTo(table);
    DjlReductions.addTo(table);
    DjlLayers.addTo(table);
    DjlArrangements.addTo(table);
    return table;
  }
}
