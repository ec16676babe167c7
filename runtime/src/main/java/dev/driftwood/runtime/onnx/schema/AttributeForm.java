package dev.driftwood.runtime.onnx.schema;

import dev.driftwood.runtime.graph.Attribute;

/**
 * An attribute of an operator.
 *
 * @param kind what it is
 * @param required whether it must be there
 */
record AttributeForm(Kind kind, boolean required) {
  /** Kinds of attributes. */
  enum Kind {
    INT("i", "a whole number", Attribute.Int.class),
    INTS("is", "whole numbers", Attribute.Ints.class),
    FLOAT("f", "a number", Attribute.Float.class),
    FLOATS("fs", "numbers", Attribute.Floats.class),
    TEXT("t", "a text", Attribute.Text.class),
    TEXTS("ts", "texts", Attribute.Texts.class),
    ARRAY("a", "an array", Attribute.Array.class),
    GRAPH("g", "a graph", Attribute.Graph.class),
    OTHER("-", "none, as graphs don't hold it", Attribute.Other.class);

    private final String code;
    private final String words;
    private final Class<? extends Attribute> type;

    Kind(String code, String words, Class<? extends Attribute> type) {
      this.code = code;
      this.words = words;
      this.type = type;
    }

    private static Kind of(String code) {
      for (Kind kind : values()) {
        if (kind.code.equals(code)) {
          return kind;
        }
      }
      throw new IllegalArgumentException("kind of attribute: " + code);
    }
  }

  /** A form from its code, with {@code !} where it must be there. */
  static AttributeForm parse(String text) {
    return new AttributeForm(Kind.of(text.replace("!", "")), text.endsWith("!"));
  }

  boolean fits(Attribute value) {
    return kind != Kind.OTHER && kind.type.isInstance(value);
  }

  /** What is expected, for messages. */
  String words() {
    return kind.words;
  }
}
