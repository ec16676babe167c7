package dev.driftwood.runtime.onnx.wire;

import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.onnx.upgrade.Site;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The nodes and arrays of one graph while it is read. */
final class GraphParts implements Site {
  private final FileContents file;
  private final @Nullable GraphParts outer;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Initializer> initializers = new ArrayList<>();
  private final Map<String, Initializer> arrays = new HashMap<>();

  /**
   * The parts of a graph.
   *
   * @param outer those of the graph around it; {@code null} for the model's own
   */
  GraphParts(FileContents file, @Nullable GraphParts outer) {
    this.file = file;
    this.outer = outer;
  }

  List<Node> nodes() {
    return Collections.unmodifiableList(nodes);
  }

  List<Initializer> initializers() {
    return Collections.unmodifiableList(initializers);
  }

  @Override
  public void node(Node node) {
    nodes.add(node);
  }

  @Override
  public void array(Initializer array) {
    initializers.add(array);
    arrays.put(array.name(), array);
  }

  @Override
  public Optional<Initializer> constant(String name) {
    for (GraphParts parts = this; parts != null; parts = parts.outer) {
      Initializer array = parts.arrays.get(name);
      if (array != null) {
        return Optional.of(array);
      }
    }
    return Optional.empty();
  }

  @Override
  public String fresh(String like) {
    return file.fresh.like(like);
  }

  @Override
  public boolean isSinglePrecision() {
    return file.isSinglePrecision();
  }
}
