package dev.driftwood.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwood.cli.Console;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Results on standard output: a line for each entry, its name and its value, or all as one line of
 * JSON. Numbers are printed with enough digits to read the same value back.
 */
public final class Report {
  private static final String PATH = "path";

  private final ObjectNode entries = JsonNodeFactory.instance.objectNode();

  /** The entries, to be filled in. */
  public ObjectNode entries() {
    return entries;
  }

  /** Prints the entries. */
  public void print(Console console, boolean json) {
    if (json) {
      console.print(entries.toString());
    } else {
      lines().forEach(console::print);
    }
  }

  /** Prints the entries and last the path of what was written. */
  public void print(Console console, boolean json, Path written) {
    if (json) {
      entries.put(PATH, written.toString());
    }
    print(console, json);
    if (!json) {
      console.print(written.toString());
    }
  }

  private List<String> lines() {
    List<Map.Entry<String, String>> flat = new ArrayList<>();
    flatten("", entries, flat);
    int width = flat.stream().mapToInt(entry -> entry.getKey().length()).max().orElse(0);
    return flat.stream()
        .map(entry -> ("%-" + width + "s  %s").formatted(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static void flatten(String prefix, ObjectNode node, List<Map.Entry<String, String>> to) {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String name = prefix + entry.getKey();
      if (entry.getValue() instanceof ObjectNode inner) {
        flatten(name + ".", inner, to);
      } else {
        JsonNode value = entry.getValue();
        to.add(Map.entry(name, value.isValueNode() ? value.asText() : value.toString()));
      }
    }
  }
}
