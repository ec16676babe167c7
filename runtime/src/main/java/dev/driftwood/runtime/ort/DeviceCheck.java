package dev.driftwood.runtime.ort;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.onnx.GraphBuilder;
import dev.driftwood.runtime.onnx.OnnxOps;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/** Whether a device is there, found out before any model needs it. */
public final class DeviceCheck {
  private DeviceCheck() {}

  /**
   * Computes one sum there; the processor needs no check.
   *
   * @throws DriftwoodException where the device can't be used, saying why
   */
  public static void require(Device device) {
    if (device.kind() == Device.Kind.CPU) {
      return;
    }
    try (OrtNetwork sum = OrtNetwork.open(sum(), new OrtSettings(device, 1))) {
      FloatBuffer two = Feed.floats(1).put(0, 2);
      float[] four = sum.run(List.of(new Feed("x", two, new long[] {1})), List.of("y")).get(0);
      if (four[0] != 4) {
        throw new DriftwoodException("2 + 2 is %s there (expected: 4)".formatted(four[0]));
      }
    } catch (DriftwoodException e) {
      String problem = e.getMessage();
      throw problem.startsWith("device ")
          ? e
          : new DriftwoodException("device %s can't be used: %s".formatted(device, problem), e);
    }
  }

  private static OnnxModel sum() {
    GraphBuilder builder = new GraphBuilder();
    OnnxOps ops = new OnnxOps(builder);
    Value x = builder.input("x", DataType.FLOAT, Shape.of(Shape.BATCH));
    return new OnnxModel(builder.build("sum", Map.of("y", ops.add(x, x))), Map.of());
  }
}
