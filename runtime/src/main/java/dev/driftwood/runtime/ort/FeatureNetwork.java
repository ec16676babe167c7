package dev.driftwood.runtime.ort;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.onnx.wire.OnnxReader;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A network that describes images by vectors, such as the last layers of a classifier: one float32
 * input {@code [n, c, h, w]} and any number of outputs with one row an image.
 *
 * <p>Thread-safe.
 */
public final class FeatureNetwork implements AutoCloseable {
  private static final int ROWS = 64;

  private final Path file;
  private final Value input;
  private final List<String> outputs;
  private final OrtNetwork network;

  private FeatureNetwork(Path file, OnnxGraph graph, OrtSettings settings) {
    this.file = file;
    this.input = graph.inputs().get(0);
    this.outputs = graph.outputs().stream().map(Value::name).toList();
    this.network = OrtNetwork.open(new OnnxModel(graph, Map.of()), settings);
  }

  /**
   * Opens a file.
   *
   * @throws DriftwoodException if it can't be read, or has another input than one of images
   */
  public static FeatureNetwork open(Path file, OrtSettings settings) {
    OnnxGraph graph = OnnxReader.read(file).graph();
    List<Value> inputs = graph.inputs();
    boolean takesImages =
        inputs.size() == 1
            && inputs.get(0).type() == DataType.FLOAT
            && inputs.get(0).shape().rank() == 4;
    if (!takesImages) {
      throw new DriftwoodException(
          "%s: inputs %s (expected: one, float32 images [n, c, h, w])".formatted(file, inputs));
    }
    return new FeatureNetwork(file, graph, settings);
  }

  /** Whether it has an output of this name. */
  public boolean gives(String output) {
    return outputs.contains(output);
  }

  /** The name of the output that describes images: {@code features}, or else the first. */
  public String featureOutput() {
    return gives("features") ? "features" : outputs.get(0);
  }

  /**
   * An output, flattened to a vector an image.
   *
   * @param shape {@code [c, h, w]} of the images
   * @param images in [0, 1], flattened
   * @throws DriftwoodException where the network takes images of another shape
   */
  public List<double[]> evaluate(String output, List<Integer> shape, List<double[]> images) {
    requireShape(shape);
    List<double[]> vectors = new ArrayList<>();
    for (int start = 0; start < images.size(); start += ROWS) {
      List<double[]> some = images.subList(start, Math.min(start + ROWS, images.size()));
      float[] values = network.run(List.of(feed(shape, some)), List.of(output)).get(0);
      int length = values.length / some.size();
      for (int row = 0; row < some.size(); row++) {
        vectors.add(widened(values, row * length, length));
      }
    }
    return vectors;
  }

  private void requireShape(List<Integer> shape) {
    for (int axis = 0; axis < shape.size(); axis++) {
      int wanted = input.shape().dim(axis + 1);
      if (wanted >= 0 && wanted != shape.get(axis)) {
        throw new DriftwoodException(
            "%s: takes images %s, not %s (expected: a feature network for such images)"
                .formatted(file, input.shape(), shape));
      }
    }
  }

  private Feed feed(List<Integer> shape, List<double[]> images) {
    FloatBuffer values = Feed.floats(images.size() * images.get(0).length);
    for (double[] image : images) {
      Arrays.stream(image).forEach(value -> values.put((float) value));
    }
    long[] sizes = {images.size(), shape.get(0), shape.get(1), shape.get(2)};
    return new Feed(input.name(), values.flip(), sizes);
  }

  private static double[] widened(float[] values, int start, int length) {
    double[] wide = new double[length];
    for (int i = 0; i < length; i++) {
      wide[i] = values[start + i];
    }
    return wide;
  }

  /** Ends the session after what runs in it. */
  @Override
  public void close() {
    network.close();
  }
}
