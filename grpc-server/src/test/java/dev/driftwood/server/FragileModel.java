package dev.driftwood.server;

import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.RunListener;
import dev.driftwood.runtime.anomaly.EvidencePlan;
import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.fixture.GaussianNetwork;
import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.graph.ValueType;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.onnx.GraphBuilder;
import dev.driftwood.runtime.onnx.OnnxOps;
import dev.driftwood.runtime.ops.OpenNode;
import dev.driftwood.runtime.ort.OrtSettings;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Calibrated Gaussian points, whose network gives NaN where a number is beyond 1e5 and fails in the
 * middle of a run where one is beyond 4e6.
 */
final class FragileModel {
  /** For which the network gives NaN. */
  static final float NAN = 2e5f;

  /** For which it fails. */
  static final float FAILURE = 1e9f;

  private static final Shape ITEMS = Shape.of(Shape.BATCH, 2);

  private FragileModel() {}

  static Artefact calibrated() {
    return calibrated(artefact());
  }

  /** A model of points in the plane with a calibration by standard normal ones. */
  static Artefact calibrated(Artefact model) {
    try (DriftModel raw = DriftModel.of(model, OrtSettings.DEFAULT)) {
      SplittableRandom random = new SplittableRandom(3);
      List<Image> points =
          IntStream.range(0, 60)
              .mapToObj(
                  i ->
                      Image.ofFloats(
                          "p" + i,
                          ItemShape.point(2),
                          new float[] {
                            (float) random.nextGaussian(), (float) random.nextGaussian()
                          }))
              .toList();
      return raw.calibrate(
              List.<dev.driftwood.runtime.image.ImageItem>copyOf(points).iterator(),
              EvidencePlan.DEFAULT,
              32,
              RunListener.none())
          .artefact();
    }
  }

  private static Artefact artefact() {
    ModelDescription description =
        ModelDescription.of(
            "fragile",
            SdeSpec.of(SdeSpec.Type.VP),
            ItemShape.point(2),
            new DataSpec.Points(new DataTransform.None()));
    return Artefact.of(description, graph(), Map.of());
  }

  private static OnnxGraph graph() {
    GraphBuilder builder = new GraphBuilder();
    OnnxOps ops = new OnnxOps(builder);
    Value x = builder.input("x", DataType.FLOAT, ITEMS);
    Value t = builder.input("t", DataType.FLOAT, Shape.of(Shape.BATCH));
    Value drift = new GaussianNetwork(List.of(0.0, 0.0), 1).forward(ops, name -> x, x, t);
    Value nothing = ops.scale(ops.sqrt(ops.sub(ops.constant(1e10), ops.mul(x, x))), 0);
    Value sum = ops.add(ops.add(drift, nothing), looked(ops, x));
    return builder.build("drift", Map.of("drift", sum));
  }

  /** Zeros out of a table of four, by numbers that are 0 unless they are far out of it. */
  private static Value looked(OnnxOps ops, Value x) {
    Value table = ops.parameter(Initializer.ofFloats("zeros", Shape.of(4), new float[4]));
    OpenNode cast =
        node("Cast", "to", Attribute.code(DataType.INT64), new ValueType(DataType.INT64, ITEMS));
    Value numbers = ops.node(cast, List.of(ops.scale(x, 1e-6))).get(0);
    OpenNode gather = node("Gather", "axis", new Attribute.Int(0), ValueType.ofFloats(ITEMS));
    return ops.node(gather, List.of(table, numbers)).get(0);
  }

  private static OpenNode node(String op, String name, Attribute value, ValueType result) {
    return new OpenNode(
        op, op, OnnxOps.OPSET, Map.of(name, value), Map.of(), List.of(), List.of(result));
  }
}
