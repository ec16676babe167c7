package dev.driftwood.runtime.graph;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A graph with the texts that travel with it in the file.
 *
 * @param graph the graph
 * @param metadata the file's metadata entries by key, sorted
 */
public record OnnxModel(OnnxGraph graph, Map<String, String> metadata) {
  public OnnxModel {
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
  }
}
