package dev.driftwood.runtime.onnx.guard;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A node that is looked at, and what is known of its arguments. */
record Guarded(Node node, Extents extents) {
  boolean has(int input) {
    return input < node.inputs().size() && !node.inputs().get(input).isEmpty();
  }

  /** The array that an argument is; {@code null} where there is none, or only a run tells. */
  @Nullable Initializer constant(int input) {
    return has(input) ? extents.constant(node.inputs().get(input)) : null;
  }

  OptionalInt rank(int input) {
    return has(input) ? extents.rank(node.inputs().get(input)) : OptionalInt.empty();
  }

  long integer(String name, long otherwise) {
    return node.attributes().get(name) instanceof Attribute.Int number ? number.value() : otherwise;
  }

  float number(String name, float otherwise) {
    return node.attributes().get(name) instanceof Attribute.Float number
        ? number.value()
        : otherwise;
  }

  void require(boolean holds, String what, String expected) {
    if (!holds) {
      throw new DriftwoodException("%s %s (expected: %s)".formatted(node, what, expected));
    }
  }

  /** Requires a whole number of an attribute to lie between two others. */
  void requireBetween(String name, long otherwise, long least, long most) {
    long value = integer(name, otherwise);
    require(
        value >= least && value <= most,
        "has %s %d".formatted(name, value),
        "%d to %d".formatted(least, most));
  }
}
