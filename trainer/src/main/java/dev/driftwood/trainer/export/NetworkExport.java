package dev.driftwood.trainer.export;

import dev.driftwood.runtime.adopt.Adoption;
import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.artefact.OutputKind;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.onnx.GraphBuilder;
import dev.driftwood.runtime.onnx.OnnxOps;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.runtime.ops.Weights;
import dev.driftwood.trainer.net.TrainedWeights;
import java.util.Map;

/** Plays a network on the interpreter that emits ONNX nodes. */
public final class NetworkExport {
  private static final String OUTPUT = "drift";

  private NetworkExport() {}

  /**
   * The artefact of a network with trained weights; what the description says that the network
   * gives is converted within the graph, so the artefact's output is the drift.
   *
   * @param entries further metadata of the file
   */
  public static Artefact artefact(
      Network network,
      TrainedWeights weights,
      ModelDescription description,
      Map<String, String> entries) {
    OnnxGraph graph = graph(network, weights, description.name());
    return description.output() == OutputKind.DRIFT
        ? Artefact.of(description, graph, entries)
        : Artefact.of(description.ofDrift(), Adoption.drift(graph, description), entries);
  }

  private static OnnxGraph graph(Network network, TrainedWeights trained, String name) {
    GraphBuilder builder = new GraphBuilder();
    OnnxOps ops = new OnnxOps(builder);
    Value x = builder.input("x", DataType.FLOAT, Shape.batched(network.itemShape()));
    Value t = builder.input("t", DataType.FLOAT, Shape.of(Shape.BATCH));
    Weights<Value> weights =
        p -> ops.parameter(Initializer.ofFloats(p.name(), p.shape(), trained.of(p)));
    Value label =
        network.labels() > 0 ? builder.input("label", DataType.INT64, Shape.of(Shape.BATCH)) : null;
    return builder.build(name, Map.of(OUTPUT, network.forward(ops, weights, x, t, label)));
  }
}
