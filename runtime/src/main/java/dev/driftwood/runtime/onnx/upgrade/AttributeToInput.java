package dev.driftwood.runtime.onnx.upgrade;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Attributes that became arguments. */
final class AttributeToInput {
  private AttributeToInput() {}

  /** Whole numbers, which become a vector; none at all is the same as an attribute left out. */
  static Change integers(String attribute, int place) {
    return (old, site) -> {
      Optional<List<Long>> values = old.integers(attribute);
      Old rest = new Old(old.without(attribute));
      if (values.isEmpty() || values.get().isEmpty()) {
        return rest.node();
      }
      String name = site.fresh(old.output() + "/" + attribute);
      long[] numbers = values.get().stream().mapToLong(Long::longValue).toArray();
      site.array(Initializer.ofLongs(name, numbers));
      return rest.withInput(place, name);
    };
  }

  /**
   * A number, which becomes a scalar of the element type of the node's first argument.
   *
   * @param absent the number that is meant where the attribute is left out, and the argument may be
   */
  static Change number(String attribute, int place, float absent) {
    return (old, site) -> {
      float value = old.number(attribute).orElse(absent);
      Old rest = new Old(old.without(attribute));
      return value == absent
          ? rest.node()
          : rest.withInput(place, scalar(old, attribute, value, site));
    };
  }

  private static String scalar(Old old, String attribute, float value, Site site) {
    String name = site.fresh(old.output() + "/" + attribute);
    site.array(Initializer.of(name, DataType.FLOAT, Shape.SCALAR, value));
    return like(name, old.required(0), site);
  }

  /** A value in the element type of another, where that may be any kind of fraction. */
  static String like(String name, String other, Site site) {
    if (site.isSinglePrecision()) {
      return name;
    }
    String cast = site.fresh(name + "/like");
    Map<String, Attribute> none = Map.of();
    site.node(new Node("CastLike", cast, List.of(name, other), List.of(cast), none));
    return cast;
  }

  /** One change after the other. */
  static Change all(Change... changes) {
    return (old, site) -> {
      Node node = old.node();
      for (Change change : changes) {
        node = change.apply(new Old(node), site);
      }
      return node;
    };
  }
}
