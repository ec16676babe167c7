package dev.driftwood.trainer.features;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.driftwood.runtime.file.AtomicFile;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.onnx.GraphBuilder;
import dev.driftwood.runtime.onnx.OnnxOps;
import dev.driftwood.runtime.onnx.wire.OnnxWriter;
import dev.driftwood.runtime.ops.Weights;
import dev.driftwood.trainer.net.Classifier;
import dev.driftwood.trainer.net.TrainedWeights;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A trained classifier.
 *
 * @param accuracy share of held-out items whose class it finds
 */
public record FeatureModel(
    Classifier classifier, TrainedWeights weights, String dataset, double accuracy) {
  /** The metadata entry that says what it was trained on. */
  public static final String METADATA_KEY = "driftwood.features";

  /**
   * Writes it as an ONNX file with input {@code x} and outputs {@code features}, {@code logits}.
   */
  public void write(Path file) {
    String facts =
        JsonNodeFactory.instance
            .objectNode()
            .put("dataset", dataset)
            .put("accuracy", accuracy)
            .toString();
    AtomicFile.write(file, OnnxWriter.write(new OnnxModel(graph(), Map.of(METADATA_KEY, facts))));
  }

  private OnnxGraph graph() {
    GraphBuilder builder = new GraphBuilder();
    OnnxOps ops = new OnnxOps(builder);
    Value x = builder.input("x", DataType.FLOAT, Shape.batched(classifier.itemShape()));
    Weights<Value> parameters =
        p -> ops.parameter(Initializer.ofFloats(p.name(), p.shape(), weights.of(p)));
    Classifier.Result<Value> result = classifier.forward(ops, parameters, x);
    Map<String, Value> outputs = new LinkedHashMap<>();
    outputs.put("features", result.features());
    outputs.put("logits", result.logits());
    return builder.build("features-" + dataset, outputs);
  }
}
