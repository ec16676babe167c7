package dev.driftwood.cli;

import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.artefact.LabelSpec;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.file.AtomicFile;
import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.onnx.GraphBuilder;
import dev.driftwood.runtime.onnx.OnnxOps;
import dev.driftwood.runtime.ops.OpenNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

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
    return images(folder, ItemShape.image(1, 2, 3), 256);
  }

  /** Images of a shape, with so many levels. */
  static Path images(Path folder, ItemShape shape, int levels) {
    DataSpec data = new DataSpec.Images(levels, new DataTransform.Centered());
    return write(folder.resolve("images.onnx"), description("images", data, shape));
  }

  /**
   * Points of the plane around the centres (0, 0), (1, 2) and (2, 4) of two classes and of the null
   * label, which is 2; or of three classes, without one.
   */
  static Path labelled(Path folder, LabelSpec classes) {
    DataSpec data = new DataSpec.Points(new DataTransform.None());
    ModelDescription description =
        description("labelled", data, ItemShape.point(2)).withLabels(classes);
    Path file = folder.resolve("labelled.onnx");
    AtomicFile.write(file, Artefact.of(description, labelledGraph(), Map.of()).bytes());
    return file;
  }

  static LabelSpec twoClassesAndNone() {
    return new LabelSpec(2, OptionalInt.of(2), List.of());
  }

  private static OnnxGraph labelledGraph() {
    GraphBuilder builder = new GraphBuilder();
    OnnxOps ops = new OnnxOps(builder);
    Value x = builder.input("x", DataType.FLOAT, Shape.of(Shape.BATCH, 2));
    Value t = builder.input("t", DataType.FLOAT, Shape.of(Shape.BATCH));
    Value label = builder.input("label", DataType.INT64, Shape.of(Shape.BATCH));
    Value table = ops.parameter(Initializer.ofFloats("centres", Shape.of(3, 2), 0, 0, 1, 2, 2, 4));
    OpenNode gather =
        new OpenNode(
            "Gather",
            "centre",
            OnnxOps.OPSET,
            Map.of("axis", new Attribute.Int(0)),
            Map.of(),
            List.of(),
            List.of(x.valueType()));
    Value centre = ops.node(gather, List.of(table, label)).get(0);
    Value far = ops.mul(ops.sub(centre, x), ops.reshape(g(ops, t), -1, 1));
    return builder.build("drift", Map.of("drift", far));
  }

  private static Value g(OnnxOps ops, Value t) {
    Value slope = ops.parameter(Initializer.ofFloats("slope", Shape.SCALAR, 19.9F));
    return ops.sqrt(ops.add(ops.mul(t, slope), ops.constant(0.1)));
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
    Value g = g(ops, t);
    int[] column = new int[state.rank()];
    Arrays.fill(column, 1);
    column[0] = -1;
    Value drift = ops.neg(ops.mul(x, ops.reshape(g, column)));
    return builder.build("drift", Map.of("drift", drift));
  }
}
