package dev.driftwood.cli.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.onnx.GraphCost;
import java.util.List;

/** What there is to say about an artefact. */
final class ModelFacts {
  private ModelFacts() {}

  static void describe(Artefact artefact, boolean product, ObjectNode entries) {
    entries.set("model", description(artefact.description()));
    entries.put("sha256", artefact.digest());
    entries.set("metadata", entries.arrayNode().addAll(keys(artefact, entries)));
    OnnxGraph graph = artefact.graph();
    cost(GraphCost.ofDrift(graph), entries.putObject("drift"));
    if (product) {
      cost(GraphCost.ofProduct(graph), entries.putObject("jvp"));
    }
  }

  private static List<JsonNode> keys(Artefact artefact, ObjectNode nodes) {
    return artefact.metadata().keySet().stream().map(k -> (JsonNode) nodes.textNode(k)).toList();
  }

  private static void cost(GraphCost cost, ObjectNode entries) {
    entries.put("parameters", cost.parameters()).put("multiply_adds", cost.multiplyAdds());
    entries.put("nodes", cost.operators().values().stream().mapToLong(n -> n).sum());
    ObjectNode operators = entries.putObject("operators");
    cost.operators().forEach(operators::put);
  }

  private static JsonNode description(ModelDescription description) {
    try {
      return new ObjectMapper().readTree(description.toJson());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a description that was written can be read", e);
    }
  }
}
