package dev.driftwood.runtime.artefact;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Reads a description strictly: nothing unknown, nothing twice, nothing out of range. */
final class DescriptionReader {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String where;

  /** Errors begin with {@code where}. */
  DescriptionReader(String where) {
    this.where = where + ": " + ModelDescription.METADATA_KEY;
  }

  ModelDescription read(String json) {
    JsonFields root = new JsonFields(where, "", parse(json));
    requireSchema(root);
    root.only(
        List.of(
            "schema",
            "name",
            "version",
            "sde",
            "output",
            "shape",
            "data",
            "labels",
            "sampling",
            "likelihood",
            "adopted"));
    ItemShape shape = root.build(() -> new ItemShape(root.integers("shape")));
    return root.build(
        () ->
            new ModelDescription(
                root.text("name"),
                root.integerText("version"),
                sde(root.object("sde")),
                root.choice("output", List.of(OutputKind.values()), OutputKind::jsonName),
                shape,
                data(root.object("data")),
                root.optionalObject("labels").map(DescriptionReader::labels),
                tMin(root, "sampling", ModelDescription.DEFAULT_SAMPLING_T_MIN),
                tMin(root, "likelihood", ModelDescription.DEFAULT_LIKELIHOOD_T_MIN),
                root.optionalObject("adopted").map(DescriptionReader::adopted)));
  }

  private JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
      throw new DriftwoodException(
          where
              + ": not valid JSON"
              + line
              + ": "
              + e.getOriginalMessage().lines().findFirst().orElse("")
              + " (expected: an object)",
          e);
    }
  }

  private void requireSchema(JsonFields root) {
    int schema = root.integer("schema");
    if (schema > ModelDescription.SCHEMA) {
      throw new DriftwoodException(
          "%s: schema %d is newer than this version reads (expected: at most %d; update Driftwood)"
              .formatted(where, schema, ModelDescription.SCHEMA));
    }
    if (schema < 1) {
      throw new DriftwoodException(
          "%s: schema: %d (expected: %d)".formatted(where, schema, ModelDescription.SCHEMA));
    }
  }

  private static double tMin(JsonFields root, String key, double absent) {
    return root.optionalObject(key)
        .map(times -> times.only(List.of("tMin")).number("tMin", absent))
        .orElse(absent);
  }

  private static SdeSpec sde(JsonFields json) {
    SdeSpec.Type type = json.choice("type", List.of(SdeSpec.Type.values()), SdeSpec.Type::jsonName);
    json.only(withKeys("type", type.parameterNames()));
    Map<String, Double> parameters = new TreeMap<>();
    for (String name : type.parameterNames()) {
      if (json.has(name)) {
        parameters.put(name, json.number(name));
      }
    }
    return json.build(() -> new SdeSpec(type, parameters));
  }

  private static DataSpec data(JsonFields json) {
    String kind = json.choice("kind", List.of("image", "points"), name -> name);
    String transform =
        json.choice(
            "transform",
            List.of("none", "unit", "centered", "standardized", "logit"),
            name -> name);
    List<String> parameters =
        switch (transform) {
          case "standardized" -> List.of("mean", "std");
          case "logit" -> List.of("alpha");
          default -> List.of();
        };
    boolean image = kind.equals("image");
    List<String> known = withKeys("kind", withKeys("transform", parameters));
    json.only(image ? withKeys("levels", known) : known);
    DataTransform map = json.build(() -> transform(transform, json));
    return json.build(
        () -> image ? new DataSpec.Images(json.integer("levels"), map) : new DataSpec.Points(map));
  }

  private static DataTransform transform(String name, JsonFields json) {
    return switch (name) {
      case "none" -> new DataTransform.None();
      case "unit" -> new DataTransform.Unit();
      case "centered" -> new DataTransform.Centered();
      case "standardized" ->
          new DataTransform.Standardized(json.numbers("mean"), json.numbers("std"));
      default -> new DataTransform.Logit(json.number("alpha", DataTransform.Logit.DEFAULT_ALPHA));
    };
  }

  private static LabelSpec labels(JsonFields json) {
    json.only(List.of("count", "nullLabel", "names"));
    OptionalInt nullLabel =
        json.has("nullLabel") ? OptionalInt.of(json.integer("nullLabel")) : OptionalInt.empty();
    List<String> names = json.has("names") ? json.texts("names") : List.of();
    return json.build(() -> new LabelSpec(json.integer("count"), nullLabel, names));
  }

  private static AdoptedSpec adopted(JsonFields json) {
    json.only(
        List.of("inputs", "output", "conditioning", "timeScale", "times", "layout", "channels"));
    JsonFields inputs = json.object("inputs").only(List.of("x", "t", "label"));
    return json.build(
        () ->
            new AdoptedSpec(
                inputs.text("x"),
                inputs.text("t"),
                inputs.optionalText("label"),
                json.text("output"),
                optional(json, "conditioning", AdoptedSpec.Conditioning.values()),
                json.number("timeScale", 1),
                json.has("times") ? json.numbers("times") : List.of(),
                optional(json, "layout", AdoptedSpec.Layout.values()),
                optional(json, "channels", AdoptedSpec.Channels.values())));
  }

  /** A choice whose default is the first value. */
  private static <E extends Enum<E> & JsonNamed> E optional(
      JsonFields json, String key, E[] values) {
    return json.has(key) ? json.choice(key, List.of(values), JsonNamed::jsonName) : values[0];
  }

  private static List<String> withKeys(String key, List<String> more) {
    List<String> all = new ArrayList<>(more);
    all.add(key);
    return all;
  }
}
