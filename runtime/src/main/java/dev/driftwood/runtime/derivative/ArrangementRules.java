package dev.driftwood.runtime.derivative;

import dev.driftwood.runtime.ops.OpenNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Operators that only arrange elements anew. */
final class ArrangementRules {
  private ArrangementRules() {}

  static List<RuleEntry> entries() {
    return List.of(
        linear("Reshape", "dy = Reshape(dx, shape)"),
        linear("Flatten", "dy = Flatten(dx)"),
        linear("Squeeze", "dy = Squeeze(dx, axes)"),
        linear("Unsqueeze", "dy = Unsqueeze(dx, axes)"),
        linear("Transpose", "dy = Transpose(dx)"),
        linear("Split", "dyᵢ = Split(dx)ᵢ"),
        linear("Expand", "dy = Expand(dx, shape)"),
        linear("Tile", "dy = Tile(dx, repeats)"),
        linear("DepthToSpace", "dy = DepthToSpace(dx)"),
        linear("SpaceToDepth", "dy = SpaceToDepth(dx)"),
        linear("Col2Im", "dy = Col2Im(dx)"),
        linear("CenterCropPad", "dy = CenterCropPad(dx, shape)"),
        linear("Trilu", "dy = Trilu(dx, k)"),
        linear("ReverseSequence", "dy = ReverseSequence(dx, lengths)"),
        linear("Identity", "dy = dx"),
        new RuleEntry(
            "Concat",
            RuleKind.LINEAR,
            "dy = Concat(dx₁, …, dxₙ), with zeros for what is constant",
            Together.of()),
        new RuleEntry(
            "Pad",
            RuleKind.LINEAR,
            "dy = Pad(dx) in the same mode, with dc or 0 for the constant value c",
            ArrangementRules::pad),
        new RuleEntry(
            "Dropout",
            RuleKind.LINEAR,
            "dy = dx, as in inference; 0 for the mask; training mode is refused",
            ArrangementRules::dropout),
        cast("Cast", "dy = Cast(dx) to a float type; 0 to whole numbers or truth values"),
        cast("CastLike", "dy = CastLike(dx, like) to a float type; otherwise 0"));
  }

  private static RuleEntry linear(String op, String formula) {
    return new RuleEntry(op, RuleKind.LINEAR, formula, Linear.IN_DATA);
  }

  private static RuleEntry cast(String op, String formula) {
    return new RuleEntry(op, RuleKind.LINEAR, formula, ArrangementRules::cast);
  }

  /** Linear in the data and in the constant value, which modes without one don't read. */
  private static <V> List<Dual<V>> pad(Application<V> call) {
    List<@Nullable V> inputs = call.primals();
    inputs.set(0, call.tangentOrZeros(0));
    if (inputs.size() > 2) {
      inputs.set(2, call.moves(2) ? call.dx(2) : null);
    }
    return call.withTangent(call.again(inputs).get(0));
  }

  private static <V> List<Dual<V>> dropout(Application<V> call) {
    OpenNode node = call.node();
    if (call.has(2) && node.argument(2)[0] != 0) {
      throw new IllegalArgumentException(
          "it is in training mode (expected: a network exported for inference)");
    }
    List<V> results = call.results();
    V dy =
        call.tangentNode("Identity", Map.of(), call.values().type(call.y()), List.of(call.dx(0)));
    return results.size() == 1
        ? call.withTangent(dy)
        : List.of(new Dual<>(call.y(), dy), Dual.constant(results.get(1)));
  }

  /** What {@code CastLike} takes its type from may move: its elements have no part in this. */
  private static <V> List<Dual<V>> cast(Application<V> call) {
    boolean carries = call.moves(0) && call.node().results().get(0).element().isFloating();
    return carries
        ? call.withTangent(call.again(0, call.dx(0)).get(0))
        : List.of(Dual.constant(call.y()));
  }
}
