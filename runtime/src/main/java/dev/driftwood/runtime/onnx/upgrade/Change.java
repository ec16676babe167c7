package dev.driftwood.runtime.onnx.upgrade;

import dev.driftwood.runtime.graph.Node;

/** How the form of an operator changed with a version of the operator set. */
interface Change {
  /**
   * The node in the form after the change.
   *
   * @param node in the form before
   * @param site takes what has to come before it
   */
  Node apply(Old node, Site site);
}
