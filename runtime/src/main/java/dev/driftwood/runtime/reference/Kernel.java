package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.ops.OpenNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an operator computes, by its definition. */
interface Kernel {
  /**
   * The operator's outputs; whole numbers and truth values are held as {@code double} too.
   *
   * @param inputs {@code null} where an optional one is left out
   */
  List<Tensor> run(OpenNode node, List<@Nullable Tensor> inputs);
}
