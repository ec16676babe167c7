package dev.driftwood.runtime.onnx.guard;

import dev.driftwood.runtime.graph.Initializer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The guards of each operator, found by running nearly right files in ONNX Runtime 1.29. */
final class GuardTable {
  private static final long LARGEST_BLOCK = 1 << 12;

  private static final long MOST_HEADS = 1 << 12;

  private static final List<String> REDUCTIONS =
      List.of(
          "ReduceL1",
          "ReduceL2",
          "ReduceLogSum",
          "ReduceLogSumExp",
          "ReduceMax",
          "ReduceMean",
          "ReduceMin",
          "ReduceProd",
          "ReduceSum",
          "ReduceSumSquare");

  private static final Map<String, Guard> GUARDS = guards();

  /** The most axes of what is resized: more sizes than some sixty overwrite the stack. */
  private static final int RESIZED_AXES = 8;

  /** Arguments that are read as vectors, however many axes they have. */
  private static final Map<String, List<Vector>> VECTORS = vectors();

  /**
   * An argument that must be a vector.
   *
   * @param place of the argument
   * @param longest how many elements it may have; one is also one without axes
   */
  record Vector(int place, int longest) {}

  private GuardTable() {}

  private static Map<String, Guard> guards() {
    Map<String, Guard> guards = new HashMap<>();
    guards.put("Attention", GuardTable::attention);
    guards.put("BatchNormalization", GuardTable::batchNormalization);
    guards.put("DepthToSpace", node -> node.requireBetween("blocksize", 1, 1, LARGEST_BLOCK));
    guards.put("SpaceToDepth", node -> node.requireBetween("blocksize", 1, 1, LARGEST_BLOCK));
    guards.put("GatherND", node -> node.requireBetween("batch_dims", 0, 0, Integer.MAX_VALUE));
    guards.put("If", InnerGraphGuards::branches);
    guards.put("Loop", InnerGraphGuards::loop);
    guards.put("OneHot", GuardTable::oneHot);
    guards.put("RandomNormal", GuardTable::deviation);
    guards.put("RandomNormalLike", GuardTable::deviation);
    guards.put("RandomUniform", GuardTable::bounds);
    guards.put("RandomUniformLike", GuardTable::bounds);
    guards.put("Scan", InnerGraphGuards::scan);
    guards.put("Split", GuardTable::split);
    guards.put("SplitToSequence", node -> positive(node, 1));
    guards.put("STFT", GuardTable::frames);
    REDUCTIONS.forEach(op -> guards.put(op, GuardTable::something));
    for (String op : List.of("LpNormalization", "TopK", "ScatterND", "GRU", "LSTM", "RNN")) {
      guards.put(op, GuardTable::something);
    }
    return guards;
  }

  static void check(Guarded node) {
    SizeGuards.check(node);
    ArgumentGuards.check(node);
    Guard guard = GUARDS.get(node.node().op());
    if (guard != null) {
      guard.check(node);
    }
  }

  static List<Vector> vectors(String op) {
    return VECTORS.getOrDefault(op, List.of());
  }

  private static Map<String, List<Vector>> vectors() {
    Map<String, List<Vector>> vectors = new HashMap<>();
    Vector roi = new Vector(1, 2 * RESIZED_AXES);
    vectors.put("Resize", List.of(roi, new Vector(2, RESIZED_AXES), new Vector(3, RESIZED_AXES)));
    List<Vector> axes = List.of(new Vector(1, Integer.MAX_VALUE));
    vectors.put("OneHot", List.of(new Vector(1, 1)));
    REDUCTIONS.forEach(op -> vectors.put(op, axes));
    return vectors;
  }

  /** An axis of size 0 is divided by. */
  private static void something(Guarded node) {
    Initializer data = node.constant(0);
    node.require(
        data == null || data.shape().size() > 0, "works on an empty array", "one with elements");
  }

  /** Heads are divided by. */
  private static void attention(Guarded node) {
    node.requireBetween("q_num_heads", 1, 1, MOST_HEADS);
    node.requireBetween("kv_num_heads", 1, 1, MOST_HEADS);
    long queries = node.integer("q_num_heads", 1);
    long keys = node.integer("kv_num_heads", 1);
    node.require(
        queries % keys == 0,
        "has %d heads of queries and %d of keys".formatted(queries, keys),
        "a whole number of the first for each of the second");
  }

  private static void frames(Guarded node) {
    positive(node, 1);
    positive(node, 3);
  }

  /** Sizes that are divided by. */
  private static void positive(Guarded node, int place) {
    Initializer sizes = node.constant(place);
    boolean all = sizes == null || Arrays.stream(sizes.numbers()).allMatch(size -> size > 0);
    node.require(all, "has an input %d with sizes below 1".formatted(place), "sizes of at least 1");
  }

  /** A part for each result is written. */
  private static void split(Guarded node) {
    int outputs = node.node().outputs().size();
    node.require(
        node.integer("num_outputs", outputs) == outputs,
        "has num_outputs " + node.integer("num_outputs", outputs),
        "%d, as outputs".formatted(outputs));
    Initializer sizes = node.constant(1);
    node.require(
        sizes == null || sizes.shape().size() == outputs,
        "splits into other parts than its outputs",
        "%d sizes".formatted(outputs));
  }

  /** In training all results are written. */
  private static void batchNormalization(Guarded node) {
    List<String> outputs = node.node().outputs();
    boolean all = outputs.size() == 3 && !outputs.contains("");
    node.require(
        node.integer("training_mode", 0) == 0 || all,
        "is in training and has %d outputs".formatted(outputs.size()),
        "3, or a network exported for inference");
  }

  /** The first element of the depth is read. */
  private static void oneHot(Guarded node) {
    Initializer depth = node.constant(1);
    node.require(
        depth == null || depth.shape().size() == 1, "has several depths, or none", "one number");
  }

  private static void deviation(Guarded node) {
    float scale = node.number("scale", 1);
    node.require(scale > 0, "has scale " + scale, "more than 0");
  }

  private static void bounds(Guarded node) {
    float low = node.number("low", 0);
    float high = node.number("high", 1);
    node.require(low <= high, "has bounds %s and %s".formatted(low, high), "the lower one first");
  }
}
