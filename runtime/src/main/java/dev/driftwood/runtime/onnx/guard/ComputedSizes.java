package dev.driftwood.runtime.onnx.guard;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Arguments that only a run tells, where kernels compute sizes and addresses from them. What sizes
 * follow from the numbers that are fed are measured in the run, and where they ask for too much
 * they are taken from a place that there is not, which ends the run in an error. Sizes that follow
 * from sizes are left as they are.
 *
 * @param insertions where nodes are put in
 * @param doubtful names of values that may hold nothing, besides those shaped by data
 */
record ComputedSizes(Insertions insertions, Set<String> doubtful) {
  /** Query, key and value. */
  private static final int ATTENDED = 3;

  /** How many times as large as it was an array may become. */
  private static final int LARGEST_FACTOR = 1 << 16;

  private static final double LARGEST_PLACE = Integer.MAX_VALUE;

  /** Arguments whose product is how much is made. */
  private static final Map<String, List<Integer>> SHAPES =
      Map.ofEntries(
          Map.entry("AffineGrid", List.of(1)),
          Map.entry("BlackmanWindow", List.of(0)),
          Map.entry("CenterCropPad", List.of(1)),
          Map.entry("Col2Im", List.of(1, 2)),
          Map.entry("ConstantOfShape", List.of(0)),
          Map.entry("DFT", List.of(1)),
          Map.entry("Expand", List.of(1)),
          Map.entry("HammingWindow", List.of(0)),
          Map.entry("HannWindow", List.of(0)),
          Map.entry("MaxUnpool", List.of(2)));

  /** Arguments whose product is how many times as much is made as there was. */
  private static final Map<String, List<Integer>> FACTORS =
      Map.of(
          "MelWeightMatrix", List.of(0, 1),
          "OneHot", List.of(1),
          "Resize", List.of(2),
          "Tile", List.of(1));

  /** The arguments of a node, each bounded where it has to be. */
  List<String> guarded(Guarded node) {
    List<String> inputs = new ArrayList<>(node.node().inputs());
    String op = node.node().op();
    SHAPES.getOrDefault(op, List.of()).forEach(place -> bound(inputs, place, Bounds.MOST_ELEMENTS));
    FACTORS.getOrDefault(op, List.of()).forEach(place -> bound(inputs, place, LARGEST_FACTOR));
    switch (op) {
      case "CenterCropPad" -> requireOneOfEachAxis(inputs, node);
      case "Loop" -> rounds(inputs, node);
      case "Pad" -> pads(inputs);
      case "Range" -> range(inputs);
      case "Resize" -> bound(inputs, 3, Bounds.MOST_ELEMENTS);
      case "STFT" -> {
        fill(inputs, 0);
        fill(inputs, 2);
        clip(inputs, 3, 1, LARGEST_PLACE);
      }
      case "TopK", "RoiAlign", "InstanceNormalization" -> fill(inputs, 1);
      case "Trilu" -> clip(inputs, 1, -LARGEST_PLACE, LARGEST_PLACE);
      case "Unique", "LpNormalization", "GRU", "LSTM", "RNN", "DFT" -> fill(inputs, 0);
      case "Conv", "ConvTranspose", "Einsum" -> fillAll(inputs, inputs.size());
      // What is past may hold nothing yet.
      case "Attention" -> fillAll(inputs, ATTENDED);
      default -> {
        // Makes no more than it is given.
      }
    }
    return inputs;
  }

  private Bounds bounds() {
    return new Bounds(insertions);
  }

  private boolean isComputed(List<String> inputs, int place) {
    return place < inputs.size()
        && !inputs.get(place).isEmpty()
        && insertions.extents().isFromData(inputs.get(place));
  }

  private void bound(List<String> inputs, int place, int most) {
    if (isComputed(inputs, place)) {
      String name = inputs.get(place);
      inputs.set(
          place,
          bounds()
              .unless(
                  name, bounds().greater(name, bounds().product(name, bounds().real(name)), most)));
    }
  }

  /** A size of each axis is read. */
  private void requireOneOfEachAxis(List<String> inputs, Guarded node) {
    String name = inputs.get(1);
    String given = insertions.value(name + "/count", "Size", name);
    String axes;
    if (node.node().attributes().get("axes") instanceof Attribute.Ints numbers) {
      axes = insertions.number(name + "/axes", DataType.INT64, numbers.values().size());
    } else {
      String shape = insertions.value(name + "/shape", "Shape", inputs.get(0));
      axes = insertions.value(name + "/axes", "Size", shape);
    }
    String same = insertions.value(name + "/is_one_each", "Equal", given, axes);
    inputs.set(1, bounds().unless(name, insertions.value(name + "/is_other", "Not", same)));
  }

  /** Where something of each round is kept. */
  private void rounds(List<String> inputs, Guarded node) {
    boolean keeps = node.node().outputs().size() > inputs.size() - 2;
    if (keeps && !inputs.get(0).isEmpty() && node.constant(0) == null) {
      String name = inputs.get(0);
      String wrong =
          bounds()
              .greater(name, bounds().product(name, bounds().real(name)), Precautions.MOST_ROUNDS);
      inputs.set(0, bounds().unless(name, wrong));
    }
  }

  /** Each axis becomes longer by what is put before and behind it. */
  private void pads(List<String> inputs) {
    if (isComputed(inputs, 1)) {
      String name = inputs.get(1);
      String longer = insertions.value(name + "/longer", "Abs", bounds().real(name));
      String one = insertions.number(name + "/one", DataType.FLOAT, 1);
      String factors = insertions.value(name + "/factors", "Add", longer, one);
      inputs.set(
          1,
          bounds()
              .unless(
                  name,
                  bounds().greater(name, bounds().product(name, factors), Bounds.MOST_ELEMENTS)));
    }
  }

  private void range(List<String> inputs) {
    if (isComputed(inputs, 0) || isComputed(inputs, 1) || isComputed(inputs, 2)) {
      String name = inputs.get(1);
      String way =
          insertions.value(name + "/way", "Sub", bounds().real(name), bounds().real(inputs.get(0)));
      String steps = insertions.value(name + "/steps", "Div", way, bounds().real(inputs.get(2)));
      inputs.set(
          1,
          bounds()
              .unless(
                  name,
                  bounds().greater(name, bounds().product(name, steps), Bounds.MOST_ELEMENTS)));
    }
  }

  /** Sizes that are divided by must not be those of nothing. */
  private void fill(List<String> inputs, int place) {
    fill(inputs, place, place == 1 ? 0 : place);
  }

  private void fillAll(List<String> inputs, int count) {
    for (int given = 0; given < count; given++) {
      fill(inputs, 0, given);
    }
  }

  /** The argument at a place is not there where another holds nothing. */
  private void fill(List<String> inputs, int place, int given) {
    String data = inputs.size() > given ? inputs.get(given) : "";
    if (insertions.extents().isShapedByData(data) || doubtful.contains(data)) {
      String size = insertions.value(data + "/size", "Size", data);
      String none = insertions.number(data + "/nothing", DataType.INT64, 0);
      String empty = insertions.value(data + "/is_empty", "Equal", size, none);
      inputs.set(place, bounds().unless(inputs.get(place), empty));
    }
  }

  private void clip(List<String> inputs, int place, double least, double most) {
    boolean there = place < inputs.size() && !inputs.get(place).isEmpty();
    String name = there ? inputs.get(place) : "";
    @Nullable DataType type = there ? insertions.extents().type(name) : null;
    if (type != null && insertions.extents().constant(name) == null) {
      String low = insertions.number(name + "/least", type, least);
      String high = insertions.number(name + "/most", type, most);
      inputs.set(place, insertions.value(name + "/clipped", "Clip", name, low, high));
    }
  }
}
