package dev.driftwood.runtime.onnx.upgrade;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The changes between operator sets 9 and 18 that a node does not survive as it is. In all others
 * an operator only took further element types, further attributes whose default means what was
 * before, or further arguments that may be left out.
 *
 * @see <a href="https://onnx.ai/onnx/repo-docs/Changelog.html">ONNX's history of its operators</a>
 */
final class Changes {
  private static final Map<String, NavigableMap<Integer, Change>> ALL = new HashMap<>();

  static {
    Change axes = AttributeToInput.integers("axes", 1);
    for (String op : List.of("Softmax", "LogSoftmax", "Hardmax")) {
      add(op, 13, new SoftmaxOverRows());
    }
    for (String op : List.of("ReduceSum", "Squeeze", "Unsqueeze")) {
      add(op, 13, axes);
    }
    for (String op :
        List.of("L1", "L2", "LogSum", "LogSumExp", "Max", "Mean", "Min", "Prod", "SumSquare")) {
      add("Reduce" + op, 18, axes);
    }
    add("Split", 13, AttributeToInput.integers("split", 1));
    add("Split", 18, Changes::sayParts);
    add("TopK", 10, AttributeToInput.integers("k", 1));
    add(
        "Slice",
        10,
        AttributeToInput.all(
            AttributeToInput.integers("starts", 1),
            AttributeToInput.integers("ends", 2),
            AttributeToInput.integers("axes", 3)));
    add(
        "Clip",
        11,
        AttributeToInput.all(
            AttributeToInput.number("min", 1, -Float.MAX_VALUE),
            AttributeToInput.number("max", 2, Float.MAX_VALUE)));
    add(
        "Pad",
        11,
        AttributeToInput.all(
            AttributeToInput.integers("pads", 1), AttributeToInput.number("value", 2, 0)));
    add("Upsample", 10, (old, site) -> old.as("Resize"));
    add("Resize", 11, ResizeChanges::sayMapping);
    add("Resize", 13, ResizeChanges::leaveOutEmpty);
    add("Scatter", 11, (old, site) -> old.as("ScatterElements"));
    add("Dropout", 12, TrainingChanges::withoutMask);
    add("BatchNormalization", 14, TrainingChanges::sayTraining);
    add("RoiAlign", 16, Changes::sayNoHalfPixel);
  }

  private Changes() {}

  private static void add(String op, int version, Change change) {
    ALL.computeIfAbsent(op, name -> new TreeMap<>()).put(version, change);
  }

  /** What changed of an operator after a version, by version. */
  static NavigableMap<Integer, Change> of(String op, int after) {
    NavigableMap<Integer, Change> changes = ALL.get(op);
    return changes == null ? new TreeMap<>() : changes.tailMap(after, false);
  }

  /** Equal parts must be counted since operator set 18. */
  private static Node sayParts(Old old, Site site) {
    boolean equal = old.input(1).isEmpty();
    return equal
        ? old.with("num_outputs", new Attribute.Int(old.node().outputs().size()))
        : old.node();
  }

  /** The half pixel that is the default since operator set 16 was not there before. */
  private static Node sayNoHalfPixel(Old old, Site site) {
    return old.with("coordinate_transformation_mode", new Attribute.Text("output_half_pixel"));
  }
}
