package dev.driftwood.runtime.ort;

import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.onnx.ProductGraph;
import java.util.Map;
import java.util.TreeMap;

/**
 * The derived graphs of a network, by how many products each gives; a session is opened when it is
 * first asked for. Thread-safe.
 */
final class ProductNetworks implements AutoCloseable {
  private final OnnxGraph plain;
  private final OrtSettings settings;
  private final Map<Integer, OrtNetwork> open = new TreeMap<>();
  private boolean closed;

  ProductNetworks(OnnxGraph plain, OrtSettings settings) {
    this.plain = plain;
    this.settings = settings;
  }

  synchronized OrtNetwork giving(int products) {
    if (closed) {
      throw new IllegalStateException("the model is closed");
    }
    return open.computeIfAbsent(
        products,
        count -> OrtNetwork.open(new OnnxModel(ProductGraph.of(plain, count), Map.of()), settings));
  }

  /** Ends the sessions after what runs in them. */
  @Override
  public synchronized void close() {
    closed = true;
    open.values().forEach(OrtNetwork::close);
  }
}
