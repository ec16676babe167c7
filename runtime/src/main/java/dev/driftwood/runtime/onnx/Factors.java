package dev.driftwood.runtime.onnx;

import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is known of the tangents of one graph: which values are some, and what multiplies them. */
final class Factors {
  private final Set<String> moving = new HashSet<>();
  private final Map<String, Scaled> known = new HashMap<>();

  /**
   * A tangent that is another one, element by element times a value that is no tangent.
   *
   * @param factor of a shape that broadcasts with that of the tangent
   * @param tangent the other one
   */
  record Scaled(Value factor, Value tangent) {
    /** Whether a value can be taken together with the factor at no more than the tangent's size. */
    boolean takes(Value other, Value whole) {
      Shape together = broadcast(factor.shape(), other.shape());
      DataType type = whole.type();
      return together.isKnown()
          && whole.shape().isKnown()
          && together.size() <= whole.shape().size()
          && (factor.type() == type || other.type() == type);
    }

    private static Shape broadcast(Shape a, Shape b) {
      return a.isKnown() && b.isKnown() ? a.broadcast(b) : Shape.of(Shape.UNKNOWN);
    }
  }

  /** Notes that a value is a tangent. */
  Value move(Value tangent) {
    moving.add(tangent.name());
    return tangent;
  }

  /** Notes that a value is a tangent where one of those it is made of is. */
  Value made(Value value, Value... of) {
    return Arrays.stream(of).anyMatch(this::moves) ? move(value) : value;
  }

  boolean moves(Value value) {
    return moving.contains(value.name());
  }

  /** Notes what a tangent is a product of. */
  Value move(Value product, Scaled parts) {
    known.put(product.name(), parts);
    return move(product);
  }

  /** What a tangent is a product of, where that is known. */
  Optional<Scaled> of(Value tangent) {
    return Optional.ofNullable(known.get(tangent.name()));
  }
}
