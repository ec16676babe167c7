package dev.driftwood.runtime.onnx.upgrade;

import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import java.util.Optional;

/** The graph that a node is upgraded in. */
public interface Site {
  /** Puts a node before the one that is upgraded. */
  void node(Node node);

  /** Puts a constant array into the graph. */
  void array(Initializer array);

  /** The array that a name stands for; empty where only a run tells. */
  Optional<Initializer> constant(String name);

  /** A name that no value has. */
  String fresh(String like);

  /** Whether float32 is the only kind of fraction in the whole file. */
  boolean isSinglePrecision();
}
