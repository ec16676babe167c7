package dev.driftwood.runtime.onnx.guard;

import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which values, and which shapes, depend on the numbers that are fed and not only on how many there
 * are. Values of graphs within nodes are taken to do so.
 */
final class DataDependence {
  private static final Set<String> SIZES = Set.of("Shape", "Size");

  /** Operators whose results are as large as the numbers say that they are given. */
  private static final Set<String> COUNTING =
      Set.of("Compress", "If", "Loop", "NonMaxSuppression", "NonZero", "Scan", "Unique");

  /** Arguments that say how large a result is. */
  private static final Map<String, List<Integer>> SIZING = sizing();

  private final Set<String> values = new HashSet<>();
  private final Set<String> shapes = new HashSet<>();

  /** Begins with what is known of the graph around it. */
  DataDependence(OnnxGraph graph, @Nullable DataDependence outer) {
    if (outer != null) {
      values.addAll(outer.values);
      shapes.addAll(outer.shapes);
      graph.inputs().forEach(input -> shapes.add(input.name()));
    }
    graph.inputs().forEach(input -> values.add(input.name()));
  }

  private static Map<String, List<Integer>> sizing() {
    return Map.ofEntries(
        Map.entry("AffineGrid", List.of(1)),
        Map.entry("BlackmanWindow", List.of(0)),
        Map.entry("CenterCropPad", List.of(1)),
        Map.entry("Col2Im", List.of(1, 2)),
        Map.entry("ConstantOfShape", List.of(0)),
        Map.entry("DFT", List.of(1)),
        Map.entry("Expand", List.of(1)),
        Map.entry("HammingWindow", List.of(0)),
        Map.entry("HannWindow", List.of(0)),
        Map.entry("MaxUnpool", List.of(2)),
        Map.entry("MelWeightMatrix", List.of(0, 1)),
        Map.entry("OneHot", List.of(1)),
        Map.entry("Pad", List.of(1, 3)),
        Map.entry("Range", List.of(0, 1, 2)),
        Map.entry("Reshape", List.of(1)),
        Map.entry("Resize", List.of(1, 2, 3)),
        Map.entry("STFT", List.of(1, 3)),
        Map.entry("Slice", List.of(1, 2, 3, 4)),
        Map.entry("Split", List.of(1)),
        Map.entry("SplitToSequence", List.of(1)),
        Map.entry("Squeeze", List.of(1)),
        Map.entry("Tile", List.of(1)),
        Map.entry("TopK", List.of(1)),
        Map.entry("Unsqueeze", List.of(1)));
  }

  void add(Node node) {
    List<String> taken = new ArrayList<>(node.inputs());
    taken.addAll(node.captured());
    boolean size = SIZES.contains(node.op());
    boolean shape = taken.stream().anyMatch(shapes::contains);
    if (size ? shape : taken.stream().anyMatch(values::contains)) {
      values.addAll(node.outputs());
    }
    boolean sized = SIZING.getOrDefault(node.op(), List.of()).stream().anyMatch(i -> has(node, i));
    if (!size && (shape || sized || COUNTING.contains(node.op()))) {
      shapes.addAll(node.outputs());
    }
  }

  private boolean has(Node node, int place) {
    return place < node.inputs().size() && contains(node.inputs().get(place));
  }

  /** Whether a value depends on numbers that are fed. */
  boolean contains(String name) {
    return values.contains(name);
  }

  /** Whether a value's shape does. */
  boolean isShaped(String name) {
    return shapes.contains(name);
  }
}
