package dev.driftwood.runtime.adopt;

import dev.driftwood.runtime.adopt.TimeGraph.Coefficients;
import dev.driftwood.runtime.artefact.AdoptedSpec;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.artefact.OutputKind;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.graph.ValueType;
import dev.driftwood.runtime.onnx.GraphBuilder;
import dev.driftwood.runtime.onnx.GraphPlayer;
import dev.driftwood.runtime.onnx.OnnxOps;
import dev.driftwood.runtime.ops.OpenNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The graph around a foreign network that gives the drift {@code a(x, t)} from the SDE's time: the
 * network is fed what it was trained on, and what it gives is converted row by row.
 *
 * <pre>
 *   score s:      a = g s
 *   epsilon ε:    a = −(g/σ) ε
 *   v:            a = −g/(α² + σ²) y − (g/σ) α/(α² + σ²) v
 *   x0, denoiser: a = −(g/σ²) y + (g/σ²) α x₀,            α = 1 for a denoiser
 * </pre>
 */
final class DriftGraph {
  /** The output that a model has. */
  static final String DRIFT = "drift";

  /** A further output for those who look at the network: what it gives before it is converted. */
  static final String NETWORK = "network";

  private static final String ARRAYS = "weights/";

  private final Connection connection;
  private final GraphBuilder builder;
  private final OnnxOps ops;

  private DriftGraph(Connection connection) {
    this.connection = connection;
    this.builder = new GraphBuilder(connection.graph().opset());
    this.ops = new OnnxOps(builder);
  }

  /** The graph, from a connection whose graph's types are known. */
  static OnnxGraph of(Connection connection) {
    return new DriftGraph(connection).build();
  }

  private OnnxGraph build() {
    ModelDescription description = connection.description();
    Value y = builder.input("x", DataType.FLOAT, Shape.batched(description.shape().dimensions()));
    Value t = builder.input("t", DataType.FLOAT, Shape.of(Shape.BATCH));
    OnnxOps adapter = ops.scope("adapter");
    TimeGraph time = TimeGraph.of(adapter, t);
    Coefficients at = time.coefficients(description.sde());
    Map<String, Value> fed = new HashMap<>();
    fed.put(connection.x().name(), state(adapter, y));
    fed.put(
        connection.t().name(),
        Conditioning.of(time, at.sigma(), connection.spec(), connection.t()));
    connection.label().ifPresent(label -> fed.put(label.name(), label(adapter, label)));
    Value output = item(network(fed));
    Value drift = converted(time, at, y, output);
    Map<String, Value> outputs = new LinkedHashMap<>(Map.of(DRIFT, drift));
    if (!output.equals(drift)) {
      outputs.put(NETWORK, output);
    }
    return builder.build(description.name(), outputs);
  }

  private Value label(OnnxOps adapter, Value label) {
    Value classes = builder.input("label", DataType.INT64, Shape.of(Shape.BATCH));
    return TimeGraph.cast(adapter, classes, label.type());
  }

  private Value state(OnnxOps adapter, Value y) {
    Value typed = TimeGraph.cast(adapter, y, connection.x().type());
    return isPermuted() ? adapter.transpose(typed, Layouts.toChannelsLast()) : typed;
  }

  private boolean isPermuted() {
    int rank = connection.description().shape().dimensions().size();
    return Layouts.isPermuted(rank, connection.spec().layout());
  }

  private Value network(Map<String, Value> fed) {
    GraphPlayer<Value> player =
        new GraphPlayer<>(ops.scope(NETWORK), array -> ops.parameter(renamed(array)));
    return player.play(connection.graph(), fed, List.of(connection.output())).get(0);
  }

  /** So that a name of the network never is one of ours. */
  private static Initializer renamed(Initializer array) {
    return array.named(ARRAYS + array.name());
  }

  /** The network's output as float32 of the shape of x. */
  private Value item(Value output) {
    OnnxOps adapter = ops.scope("adapter");
    Value turned =
        isPermuted() && output.shape().rank() == 4
            ? adapter.transpose(output, Layouts.toChannelsFirst())
            : output;
    Value mean =
        connection.spec().channels() == AdoptedSpec.Channels.MEAN_AND_VARIANCE
            ? firstHalf(adapter, turned)
            : turned;
    Shape expected = Shape.batched(connection.description().shape().dimensions());
    if (!mean.shape().equals(expected) || !mean.type().isFloating()) {
      throw new DriftwoodException(
          "output \"%s\" is %s %s (expected: floating-point numbers of shape %s, as the description's shape, layout and channels say)"
              .formatted(connection.output(), mean.type(), mean.shape(), expected));
    }
    return TimeGraph.cast(adapter, mean, DataType.FLOAT);
  }

  private Value firstHalf(OnnxOps adapter, Value output) {
    int channels = output.shape().rank() < 2 ? 0 : output.shape().dim(1);
    int half = connection.description().shape().channels();
    if (channels != 2 * half) {
      throw new DriftwoodException(
          "output \"%s\" has shape %s (expected: %d channels, as adopted.channels is \"mean+variance\")"
              .formatted(connection.output(), output.shape(), 2 * half));
    }
    ValueType result = output.valueType().withShape(output.shape().with(1, half));
    OpenNode slice =
        new OpenNode("Slice", "mean", ops.opset(), Map.of(), Map.of(), List.of(), List.of(result));
    return adapter
        .node(
            slice,
            Arrays.asList(
                output, longs("slice/start", 0), longs("slice/end", half), longs("slice/axis", 1)))
        .get(0);
  }

  private Value longs(String name, long... values) {
    return ops.parameter(Initializer.ofLongs(name, values));
  }

  private Value converted(TimeGraph time, Coefficients at, Value y, Value output) {
    OutputKind kind = connection.description().output();
    Value alpha = at.alpha();
    Value rate = time.over(at.g(), at.sigma());
    return switch (kind) {
      case DRIFT -> output;
      case SCORE -> ops.mul(perRow(at.g(), y), output);
      case EPSILON -> ops.mul(perRow(ops.neg(rate), y), output);
      case V -> {
        Value squares = time.plus(time.times(alpha, alpha), time.times(at.sigma(), at.sigma()));
        Value ofState = ops.neg(time.over(at.g(), squares));
        Value ofOutput = ops.neg(time.times(rate, time.over(alpha, squares)));
        yield sum(perRow(ofState, y), y, perRow(ofOutput, y), output);
      }
      case X0, DENOISER -> {
        Value pull = time.over(rate, at.sigma());
        Value ofOutput = kind == OutputKind.X0 ? time.times(pull, alpha) : pull;
        yield sum(perRow(ops.neg(pull), y), y, perRow(ofOutput, y), output);
      }
    };
  }

  private Value sum(Value a, Value y, Value b, Value output) {
    return ops.add(ops.mul(a, y), ops.mul(b, output));
  }

  /** A coefficient {@code [n]} as float32 that multiplies rows. */
  private Value perRow(Value coefficient, Value y) {
    int[] dims = new int[y.shape().rank()];
    Arrays.fill(dims, 1);
    dims[0] = -1;
    return ops.reshape(TimeGraph.cast(ops, coefficient, DataType.FLOAT), dims);
  }
}
