package dev.driftwood.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.linecorp.armeria.common.QueryParams;
import java.util.List;

/**
 * A message's fields as a query says them: {@code count=4&model.version=2}, a repeated one as often
 * as it has values. What the body says comes first.
 */
record Fields(Descriptor message) {
  /** Adds what a query says to a tree. */
  void addTo(ObjectNode tree, QueryParams query) {
    for (String path : query.names()) {
      add(tree, path, path, message, query.getAll(path));
    }
  }

  private static void add(
      ObjectNode tree, String path, String rest, Descriptor type, List<String> values) {
    String[] parts = rest.split("\\.", 2);
    FieldDescriptor field = field(type, parts[0], path);
    if (parts.length == 2) {
      if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE || field.isRepeated()) {
        throw new BadBody(path, path + ": unknown field (expected: fields of one message)");
      }
      JsonNode inner = tree.get(field.getJsonName());
      ObjectNode child =
          inner instanceof ObjectNode there ? there : tree.putObject(field.getJsonName());
      add(child, path, parts[1], field.getMessageType(), values);
    } else if (!tree.has(field.getJsonName()) && !tree.has(field.getName())) {
      put(tree, field, values);
    }
  }

  private static void put(ObjectNode tree, FieldDescriptor field, List<String> values) {
    if (field.isRepeated()) {
      ArrayNode array = tree.putArray(field.getJsonName());
      values.forEach(array::add);
    } else {
      tree.put(field.getJsonName(), values.get(values.size() - 1));
    }
  }

  private static FieldDescriptor field(Descriptor type, String name, String path) {
    return type.getFields().stream()
        .filter(field -> field.getName().equals(name) || field.getJsonName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new BadBody(
                    path,
                    "%s: unknown field (expected: a field of %s)"
                        .formatted(path, type.getFullName())));
  }
}
