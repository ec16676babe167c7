package dev.driftwood.runtime.onnx.upgrade;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.onnx.schema.Operators;
import java.util.Map;
import java.util.Set;

/**
 * Brings nodes from one version of the operator set to another.
 *
 * @param from the version that gives them their meaning
 * @param to the version of the graph that they are put into, at least {@value #LOWEST}
 */
public record Upgrade(int from, int to) {
  /** The lowest version that graphs are brought to. */
  public static final int LOWEST = 17;

  /** Operators whose meaning changed after operator set 17 and that are left in their version. */
  private static final Set<String> CHANGED =
      Set.of("GroupNormalization", "GridSample", "DFT", "Attention", "RotaryEmbedding");

  /** The version of the graph of a file. */
  public static int target(int version) {
    return Math.max(LOWEST, version);
  }

  /**
   * The node in the form that it has in the new version.
   *
   * @param site takes what has to come before it
   * @throws DriftwoodException where it can't be brought there
   */
  public Node apply(Node node, Site site) {
    Node current = Completion.of(node, site);
    int version = from;
    Map.Entry<Integer, Change> next = Changes.of(current.op(), version).firstEntry();
    while (next != null && next.getKey() <= to) {
      current = next.getValue().apply(new Old(current), site);
      version = next.getKey();
      next = Changes.of(current.op(), version).firstEntry();
    }
    if (target(from) != to) {
      requireSame(current);
    }
    return current;
  }

  /** Functions may be of another version than their file where that makes no difference. */
  private void requireSame(Node node) {
    int own = Operators.since(node, target(from));
    int other = Operators.since(node, to);
    if (own != other && (target(from) > to || CHANGED.contains(node.op()))) {
      throw new DriftwoodException(
          "%s is of a function in operator set %d (expected: set %d, as the graph that calls it; export both in one)"
              .formatted(node, from, to));
    }
  }
}
