package dev.driftwood.runtime.derivative;

import java.util.List;
import java.util.stream.Stream;

/** Operators whose results are whole numbers or truth values, or constant almost everywhere. */
final class BlockedRules {
  private BlockedRules() {}

  static List<RuleEntry> entries() {
    return Stream.of(
            "Shape",
            "Size",
            "Equal",
            "Greater",
            "GreaterOrEqual",
            "Less",
            "LessOrEqual",
            "IsNaN",
            "IsInf",
            "ArgMax",
            "ArgMin",
            "NonZero",
            "Sign",
            "Floor",
            "Ceil",
            "Round",
            "ConstantOfShape",
            "EyeLike",
            "OneHot")
        .map(op -> new RuleEntry(op, RuleKind.BLOCKED, "0", new Blocked()))
        .toList();
  }
}
