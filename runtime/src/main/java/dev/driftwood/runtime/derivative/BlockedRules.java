package dev.driftwood.runtime.derivative;

import java.util.List;
import java.util.stream.Stream;

/** Operators whose results are whole numbers or truth values, or constant almost everywhere. */
final class BlockedRules {
  private BlockedRules() {}

  static List<RuleEntry> entries() {
    return Stream.concat(
            Stream.of(
                    "Shape",
                    "Size",
                    "Equal",
                    "Greater",
                    "GreaterOrEqual",
                    "Less",
                    "LessOrEqual",
                    "And",
                    "Or",
                    "Xor",
                    "Not",
                    "BitShift",
                    "BitwiseAnd",
                    "BitwiseOr",
                    "BitwiseXor",
                    "BitwiseNot",
                    "IsNaN",
                    "IsInf",
                    "ArgMax",
                    "ArgMin",
                    "Hardmax",
                    "NonZero",
                    "Sign",
                    "Floor",
                    "Ceil",
                    "Round",
                    "ConstantOfShape",
                    "EyeLike")
                .map(op -> new RuleEntry(op, RuleKind.BLOCKED, "0", new Blocked())),
            Stream.of(
                new RuleEntry(
                    "OneHot", RuleKind.LINEAR, "dy = OneHot(i, dv)", BlockedRules::oneHot)))
        .toList();
  }

  /** Its values may move; its indices are whole numbers, of whatever type. */
  private static <V> List<Dual<V>> oneHot(Application<V> call) {
    return call.moves(2)
        ? call.withTangent(call.again(2, call.dx(2)).get(0))
        : new Blocked().apply(call);
  }
}
