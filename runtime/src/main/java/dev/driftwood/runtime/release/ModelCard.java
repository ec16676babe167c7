package dev.driftwood.runtime.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.artefact.LabelSpec;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.onnx.GraphCost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page about a model, in Markdown, made of what its file says of itself.
 *
 * @param artefact the file
 * @param notes further paragraphs, such as what was measured; perhaps empty
 */
record ModelCard(Artefact artefact, String notes) {
  String text() {
    ModelDescription model = artefact.description();
    List<String> lines = new ArrayList<>();
    lines.add("# %s, version %d\n".formatted(model.name(), model.version()));
    if (!notes.isBlank()) {
      lines.add(notes.strip() + "\n");
    }
    lines.add("## What the file says of itself\n");
    lines.add("| | |\n| --- | --- |");
    facts(model).forEach((name, value) -> lines.add("| %s | %s |".formatted(name, value)));
    String trained = training();
    if (!trained.isEmpty()) {
      lines.add("\n## Training\n\n| | |\n| --- | --- |\n" + trained);
    }
    return String.join("\n", lines) + "\n";
  }

  private Map<String, Object> facts(ModelDescription model) {
    GraphCost cost = GraphCost.ofDrift(artefact.graph());
    Map<String, Object> facts = new LinkedHashMap<>();
    JsonNode json = parsed(model.toJson());
    facts.put("items", model.shape() + ", " + fields(json.path("data")));
    facts.put("diffusion", fields(json.path("sde")));
    model.labels().ifPresent(classes -> facts.put("classes", classes(classes)));
    facts.put("parameters", "%,d".formatted(cost.parameters()));
    facts.put("multiply-adds a row", "%,d".formatted(cost.multiplyAdds()));
    facts.put(
        "smallest time",
        fields(json.path("sampling"))
            + " (sampling), "
            + fields(json.path("likelihood"))
            + " (likelihood)");
    facts.put("further entries", furtherEntries());
    facts.put("SHA-256", "`" + artefact.digest() + "`");
    return facts;
  }

  private static String classes(LabelSpec classes) {
    return classes.nullLabel().isPresent()
        ? "%d, and label %d for none".formatted(classes.count(), classes.nullLabel().getAsInt())
        : Integer.toString(classes.count());
  }

  private String furtherEntries() {
    String others =
        artefact.metadata().keySet().stream()
            .filter(key -> !key.equals(ModelDescription.METADATA_KEY))
            .map(key -> "`" + key + "`")
            .collect(Collectors.joining(", "));
    return others.isEmpty() ? "none" : others;
  }

  private String training() {
    String entry = artefact.metadata().get(Artefact.TRAINING_KEY);
    return entry == null ? "" : rows("", parsed(entry)).collect(Collectors.joining("\n"));
  }

  private static Stream<String> rows(String prefix, JsonNode node) {
    return node.properties().stream()
        .flatMap(
            field -> {
              String name = prefix + field.getKey();
              JsonNode value = field.getValue();
              return value.isObject()
                  ? rows(name + ".", value)
                  : Stream.of("| `%s` | %s |".formatted(name, plain(value)));
            });
  }

  private static String fields(JsonNode node) {
    return node.properties().stream()
        .map(field -> field.getKey() + " " + plain(field.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String plain(JsonNode value) {
    return (value.isValueNode() ? value.asText() : value.toString()).replace("|", "\\|");
  }

  private static JsonNode parsed(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new DriftwoodException("a metadata entry is no JSON: " + e.getOriginalMessage(), e);
    }
  }
}
