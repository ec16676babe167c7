package dev.driftwood.runtime.ort;

import ai.onnxruntime.OnnxTensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** The arrays that a run is fed, closed together. */
final class FedTensors implements AutoCloseable {
  private final Map<String, Held<OnnxTensor>> tensors = new LinkedHashMap<>();

  void add(String name, Held<OnnxTensor> tensor) {
    tensors.put(name, tensor);
  }

  Map<String, OnnxTensor> byName() {
    Map<String, OnnxTensor> named = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> named.put(name, tensor.get()));
    return named;
  }

  @Override
  public void close() {
    tensors.values().forEach(Held::close);
  }
}
