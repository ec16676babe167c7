package dev.driftwood.runtime.ort;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.TensorInfo;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.graph.ValueType;
import dev.driftwood.runtime.onnx.guard.Precautions;
import dev.driftwood.runtime.onnx.wire.OnnxWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * A graph opened to be looked at: a run shows values from anywhere in it, of any type. Nothing is
 * optimised, so that each value is what its node gives.
 */
public final class Trial implements AutoCloseable {
  /** How many times as many numbers are fed before the room is looked at again. */
  private static final long MORE = 4;

  /** As many seconds a run may take that is only one of many. */
  private static final int SECONDS = 120;

  private final OnnxGraph graph;
  private final Held<OrtSession> session;
  private final List<String> shown;
  private final Set<String> doubtful;
  private long most;

  private Trial(
      OnnxGraph graph, Held<OrtSession> session, List<String> shown, Set<String> doubtful) {
    this.graph = graph;
    this.session = session;
    this.shown = shown;
    this.doubtful = doubtful;
  }

  /**
   * Opens a graph.
   *
   * @param shown the values that runs show
   * @throws DriftwoodException where ONNX Runtime does not accept the graph
   */
  public static Trial open(OnnxGraph graph, Collection<String> shown) {
    List<String> names = List.copyOf(shown);
    try (Held<SessionOptions> held = Natives.sessionOptions()) {
      SessionOptions options = held.get();
      options.setOptimizationLevel(OptLevel.NO_OPT);
      options.setIntraOpNumThreads(OrtSettings.DEFAULT.resolvedThreads());
      // What is odd about the graph comes back as an error, which says it better than the log.
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      Set<String> doubtful = Footprint.doubtful(graph, Footprint.of(graph, 1));
      byte[] bytes =
          OnnxWriter.writeShowing(
              new OnnxModel(Precautions.taken(graph, doubtful), Map.of()), names);
      return new Trial(graph, Natives.session(bytes, held), names, doubtful);
    } catch (OrtException e) {
      throw new DriftwoodException(
          "ONNX Runtime does not accept the network: " + OrtNetwork.line(e), e);
    }
  }

  /**
   * Runs the graph.
   *
   * @param feeds its inputs by name
   * @param largest number of elements up to which a value of some name is copied
   * @return what it shows, by name; a value that is no array is left out
   * @throws DriftwoodException where the run fails, or there is no room for it
   */
  public Map<String, Observation> run(
      Map<String, Initializer> feeds, ToLongFunction<String> largest) {
    requireRoom(feeds.values());
    try (FedTensors fed = new FedTensors()) {
      for (Map.Entry<String, Initializer> feed : feeds.entrySet()) {
        fed.add(feed.getKey(), tensor(feed.getValue()));
      }
      return limited(fed, largest);
    } catch (OrtException e) {
      throw new DriftwoodException("the network can't be fed: " + OrtNetwork.line(e), e);
    }
  }

  private void requireRoom(Collection<Initializer> feeds) {
    long fed = feeds.stream().mapToLong(array -> array.shape().size()).sum();
    if (fed >= MORE * most) {
      most = fed;
      List<Value> inputs = feeds.stream().map(Initializer::value).toList();
      Footprint.of(graph, inputs).bounded(doubtful).requireRoom();
    }
  }

  private Map<String, Observation> limited(FedTensors fed, ToLongFunction<String> largest)
      throws OrtException {
    try (RunLimit limit = RunLimit.start(Math.min(SECONDS, OrtSettings.defaultSeconds()))) {
      try (Held<OrtSession.Result> result =
          Natives.run(session.get(), fed, Set.copyOf(shown), limit)) {
        return observations(result.get(), largest);
      } catch (OrtException e) {
        throw limit.failure(e);
      }
    }
  }

  /** Runs the graph and copies all that it shows. */
  public Map<String, Observation> run(Map<String, Initializer> feeds) {
    return run(feeds, name -> Long.MAX_VALUE);
  }

  private static Held<OnnxTensor> tensor(Initializer array) throws OrtException {
    ByteBuffer data = ByteBuffer.allocateDirect(array.data().remaining());
    data.order(ByteOrder.nativeOrder()).put(array.data().duplicate()).flip();
    long[] shape = Arrays.stream(array.shape().toArray()).asLongStream().toArray();
    OnnxJavaType type = OnnxJavaType.valueOf(array.type().name());
    return Natives.tensor(data, shape, type);
  }

  private static Map<String, Observation> observations(
      OrtSession.Result result, ToLongFunction<String> largest) {
    Map<String, Observation> observations = new LinkedHashMap<>();
    for (Map.Entry<String, OnnxValue> value : result) {
      if (value.getValue() instanceof OnnxTensor tensor) {
        type(tensor.getInfo())
            .ifPresent(
                type ->
                    observations.put(
                        value.getKey(), observation(value.getKey(), tensor, type, largest)));
      }
    }
    return observations;
  }

  private static Observation observation(
      String name, OnnxTensor tensor, ValueType type, ToLongFunction<String> largest) {
    ByteBuffer data =
        type.shape().size() <= largest.applyAsLong(name)
            ? Heap.bytes(name, tensor, type.element().bytes())
            : null;
    return new Observation(
        type,
        Optional.ofNullable(data)
            .map(bytes -> new Initializer(name, type.element(), type.shape(), bytes)));
  }

  private static Optional<ValueType> type(TensorInfo info) {
    List<Integer> dims = new ArrayList<>();
    for (long dim : info.getShape()) {
      if (dim > Integer.MAX_VALUE) {
        return Optional.empty();
      }
      dims.add((int) dim);
    }
    String name = info.onnxType.name().replace("ONNX_TENSOR_ELEMENT_DATA_TYPE_", "");
    return Arrays.stream(DataType.values())
        .filter(type -> type.name().equals(name))
        .findFirst()
        .map(type -> new ValueType(type, new Shape(dims)));
  }

  @Override
  public void close() {
    session.close();
  }
}
