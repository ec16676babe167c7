package dev.driftwood.runtime.artefact;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.failure.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** A JSON object at a known path, read field by field; every error names path and value. */
final class JsonFields {
  private final String where;
  private final String path;
  private final JsonNode node;

  /**
   * The object {@code node}.
   *
   * @param where what errors begin with
   * @param path the path of the object, empty for the outermost
   */
  JsonFields(String where, String path, JsonNode node) {
    this.where = where;
    this.path = path;
    this.node = node;
    if (!node.isObject()) {
      throw new DriftwoodException(
          "%s: %s: %s (expected: an object)".formatted(where, path, shown(node)));
    }
  }

  /** Refuses keys that are not among those of this object. */
  JsonFields only(Collection<String> known) {
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                throw new DriftwoodException(
                    "%s: %s".formatted(where, NearestName.unknown("key", at(key), paths(known))));
              }
            });
    return this;
  }

  boolean has(String key) {
    return node.has(key);
  }

  JsonFields object(String key) {
    return new JsonFields(where, at(key), required(key, "an object"));
  }

  Optional<JsonFields> optionalObject(String key) {
    return has(key) ? Optional.of(object(key)) : Optional.empty();
  }

  String text(String key) {
    return value(key, "a string", required(key, "a string"), JsonNode::isTextual).textValue();
  }

  Optional<String> optionalText(String key) {
    return has(key) ? Optional.of(text(key)) : Optional.empty();
  }

  int integer(String key) {
    return integer(key, required(key, "an integer"));
  }

  double number(String key) {
    return number(key, required(key, "a number"));
  }

  double number(String key, double absent) {
    return has(key) ? number(key) : absent;
  }

  List<Integer> integers(String key) {
    return list(key, "a list of integers", element -> integer(key, element));
  }

  List<Double> numbers(String key) {
    return list(key, "a list of numbers", element -> number(key, element));
  }

  List<String> texts(String key) {
    return list(
        key,
        "a list of strings",
        element -> value(key, "a list of strings", element, JsonNode::isTextual).textValue());
  }

  /** The one of {@code options} that the field names. */
  <E> E choice(String key, List<E> options, Function<E, String> name) {
    String given = text(key);
    List<String> names = options.stream().map(name).toList();
    if (!names.contains(given)) {
      throw new DriftwoodException(
          "%s: %s: %s".formatted(where, at(key), NearestName.unknown("value", given, names)));
    }
    return options.get(names.indexOf(given));
  }

  /** A positive integer written as a string, as versions are; a bare number will do. */
  int integerText(String key) {
    String expected = "a positive integer in quotes";
    JsonNode field = required(key, expected);
    String digits = field.isIntegralNumber() ? field.asText() : text(key);
    if (!digits.matches("[1-9][0-9]{0,8}")) {
      throw wrong(key, field, expected);
    }
    return Integer.parseInt(digits);
  }

  /** Makes a value of this object's fields; what its constructor refuses is reported with path. */
  <T> T build(Supplier<T> constructor) {
    try {
      return constructor.get();
    } catch (IllegalArgumentException e) {
      throw new DriftwoodException(where + ": " + at(e.getMessage()), e);
    }
  }

  private JsonNode required(String key, String expected) {
    JsonNode field = node.get(key);
    if (field == null) {
      throw new DriftwoodException(
          "%s: %s: missing (expected: %s)".formatted(where, at(key), expected));
    }
    return field;
  }

  private int integer(String key, JsonNode field) {
    return value(key, "an integer", field, n -> n.isIntegralNumber() && n.canConvertToInt())
        .intValue();
  }

  private double number(String key, JsonNode field) {
    return value(key, "a number", field, n -> n.isNumber() && Double.isFinite(n.doubleValue()))
        .doubleValue();
  }

  private JsonNode value(
      String key, String expected, JsonNode field, Function<JsonNode, Boolean> accepts) {
    if (!accepts.apply(field)) {
      throw wrong(key, field, expected);
    }
    return field;
  }

  private <T> List<T> list(String key, String expected, Function<JsonNode, T> element) {
    List<T> values = new ArrayList<>();
    value(key, expected, required(key, expected), JsonNode::isArray)
        .forEach(node -> values.add(element.apply(node)));
    return values;
  }

  private DriftwoodException wrong(String key, JsonNode field, String expected) {
    return new DriftwoodException(
        "%s: %s: %s (expected: %s)".formatted(where, at(key), shown(field), expected));
  }

  private List<String> paths(Collection<String> keys) {
    return keys.stream().map(this::at).toList();
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static String shown(JsonNode node) {
    String text = node.toString();
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
