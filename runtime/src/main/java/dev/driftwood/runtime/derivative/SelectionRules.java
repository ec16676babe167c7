package dev.driftwood.runtime.derivative;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.ValueType;
import dev.driftwood.runtime.ops.OpenNode;
import java.util.List;
import java.util.Map;

/** Operators that take or put some of the elements. */
final class SelectionRules {
  private SelectionRules() {}

  static List<RuleEntry> entries() {
    return List.of(
        linear("Slice", "dy = Slice(dx, starts, ends, axes, steps)"),
        linear("Gather", "dy = Gather(dx, indices)"),
        linear("GatherElements", "dy = GatherElements(dx, indices)"),
        linear("GatherND", "dy = GatherND(dx, indices)"),
        linear("Compress", "dy = Compress(dx, condition)"),
        scatter("ScatterElements", "dy = ScatterElements(dx, indices, du)"),
        scatter("ScatterND", "dy = ScatterND(dx, indices, du)"),
        new RuleEntry(
            "TopK",
            RuleKind.FORMULA,
            "dy = GatherElements(dx, indices); 0 for the indices",
            SelectionRules::top));
  }

  private static RuleEntry linear(String op, String formula) {
    return new RuleEntry(op, RuleKind.LINEAR, formula, Linear.IN_DATA);
  }

  private static RuleEntry scatter(String op, String formula) {
    return new RuleEntry(
        op,
        RuleKind.LINEAR,
        formula + " for updates u; reductions none and add",
        SelectionRules::scatter);
  }

  private static <V> List<Dual<V>> scatter(Application<V> call) {
    String reduction = call.node().text("reduction", "none");
    if (!reduction.equals("none") && !reduction.equals("add")) {
      throw new IllegalArgumentException("reduction: " + reduction + " (expected: none or add)");
    }
    return Together.of(0, 2).apply(call);
  }

  /** The greatest elements move as those that they are. */
  private static <V> List<Dual<V>> top(Application<V> call) {
    OpenNode node = call.node();
    ValueType type = node.results().get(0);
    // A graph that does not name the places does not say their type either.
    OpenNode both = node.withResults(List.of(type, type.withElement(DataType.INT64)));
    List<V> results = call.values().node(both, call.primals());
    V dy =
        call.tangentNode(
            "GatherElements",
            Map.of("axis", new Attribute.Int(node.integer("axis", -1))),
            type,
            List.of(call.dx(0), results.get(1)));
    return List.of(new Dual<>(results.get(0), dy), Dual.constant(results.get(1)))
        .subList(0, node.results().size());
  }
}
