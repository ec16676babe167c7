package dev.driftwood.runtime.artefact;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.DataTransform;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** Writes a description as one line of JSON, keys in the order of the documentation. */
final class DescriptionWriter {
  /** Keeps a decimal as it is, so that the digits are ours and not the JDK's. */
  private static final JsonNodeFactory NODES = new JsonNodeFactory(true);

  private DescriptionWriter() {}

  static String write(ModelDescription model) {
    ObjectNode json = NODES.objectNode();
    json.put("schema", ModelDescription.SCHEMA);
    json.put("name", model.name());
    json.put("version", Integer.toString(model.version()));
    json.set("sde", sde(model.sde()));
    json.put("output", model.output().jsonName());
    ArrayNode shape = json.putArray("shape");
    model.shape().dimensions().forEach(shape::add);
    json.set("data", data(model.data()));
    model.labels().ifPresent(labels -> json.set("labels", labels(labels)));
    json.putObject("sampling").put("tMin", decimal(model.samplingTMin()));
    json.putObject("likelihood").put("tMin", decimal(model.likelihoodTMin()));
    model.adopted().ifPresent(adopted -> json.set("adopted", adopted(adopted)));
    return json.toString();
  }

  private static ObjectNode sde(SdeSpec sde) {
    ObjectNode json = NODES.objectNode().put("type", sde.type().jsonName());
    for (String name : sde.type().parameterNames()) {
      json.put(name, decimal(sde.parameter(name)));
    }
    return json;
  }

  private static ObjectNode data(DataSpec data) {
    ObjectNode json = NODES.objectNode();
    if (data instanceof DataSpec.Images images) {
      json.put("kind", "image").put("levels", images.levels());
    } else {
      json.put("kind", "points");
    }
    json.put("transform", data.transform().name());
    if (data.transform() instanceof DataTransform.Logit logit) {
      json.put("alpha", decimal(logit.alpha()));
    }
    if (data.transform() instanceof DataTransform.Standardized standardized) {
      json.set("mean", decimals(standardized.mean()));
      json.set("std", decimals(standardized.std()));
    }
    return json;
  }

  private static ObjectNode labels(LabelSpec labels) {
    ObjectNode json = NODES.objectNode().put("count", labels.count());
    labels.nullLabel().ifPresent(label -> json.put("nullLabel", label));
    if (!labels.names().isEmpty()) {
      ArrayNode names = json.putArray("names");
      labels.names().forEach(names::add);
    }
    return json;
  }

  private static ObjectNode adopted(AdoptedSpec adopted) {
    ObjectNode json = NODES.objectNode();
    ObjectNode inputs = json.putObject("inputs").put("x", adopted.x()).put("t", adopted.t());
    adopted.label().ifPresent(label -> inputs.put("label", label));
    json.put("output", adopted.output());
    json.put("conditioning", adopted.conditioning().jsonName());
    json.put("timeScale", decimal(adopted.timeScale()));
    if (!adopted.times().isEmpty()) {
      json.set("times", decimals(adopted.times()));
    }
    json.put("layout", adopted.layout().jsonName());
    json.put("channels", adopted.channels().jsonName());
    return json;
  }

  private static ArrayNode decimals(List<Double> values) {
    ArrayNode list = NODES.arrayNode();
    values.forEach(value -> list.add(decimal(value)));
    return list;
  }

  /**
   * The shortest decimal that reads back as {@code value}. {@link Double#toString} will not do: its
   * digits changed with JDK 19, and a file's bytes must not depend on the JDK.
   */
  private static BigDecimal decimal(double value) {
    BigDecimal exact = new BigDecimal(value);
    int digits = 1;
    while (exact.round(new MathContext(digits)).doubleValue() != value) {
      digits++;
    }
    BigDecimal shortest = exact.round(new MathContext(digits)).stripTrailingZeros();
    return shortest.scale() < 1 ? shortest.setScale(1) : shortest;
  }
}
