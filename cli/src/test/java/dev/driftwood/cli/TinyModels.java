package dev.driftwood.cli;

import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.file.AtomicFile;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.onnx.GraphBuilder;
import dev.driftwood.runtime.onnx.OnnxOps;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Models whose data are exactly standard normal in the network's space: under the
 * variance-preserving SDE the drift is then −g(t) x, with g² = 0.1 + 19.9 t.
 */
final class TinyModels {
  private TinyModels() {}

  /** Points of the plane. */
  static Path points(Path folder) {
    DataSpec data = new DataSpec.Points(new DataTransform.None());
    return write(folder.resolve("points.onnx"), description("points", data, ItemShape.point(2)));
  }

  /** Grey images of two by three pixels. */
  static Path images(Path folder) {
    DataSpec data = new DataSpec.Images(256, new DataTransform.Centered());
    ItemShape shape = ItemShape.image(1, 2, 3);
    return write(folder.resolve("images.onnx"), description("images", data, shape));
  }

  static ModelDescription description(String name, DataSpec data, ItemShape shape) {
    return ModelDescription.of(name, new SdeSpec(SdeSpec.Type.VP, Map.of()), shape, data);
  }

  private static Path write(Path file, ModelDescription description) {
    Map<String, String> entries = Map.of("driftwood.training", "{}");
    AtomicFile.write(file, Artefact.of(description, graph(description.shape()), entries).bytes());
    return file;
  }

  static OnnxGraph graph(ItemShape shape) {
    GraphBuilder builder = new GraphBuilder();
    OnnxOps ops = new OnnxOps(builder);
    Shape state = Shape.batched(shape.dimensions());
    Value x = builder.input("x", DataType.FLOAT, state);
    Value t = builder.input("t", DataType.FLOAT, Shape.of(Shape.BATCH));
    Value slope = ops.parameter(Initializer.ofFloats("slope", Shape.SCALAR, 19.9F));
    Value g = ops.sqrt(ops.add(ops.mul(t, slope), ops.constant(0.1)));
    int[] column = new int[state.rank()];
    Arrays.fill(column, 1);
    column[0] = -1;
    Value drift = ops.neg(ops.mul(x, ops.reshape(g, column)));
    return builder.build("drift", Map.of("drift", drift));
  }
}
