package dev.driftwood.runtime.onnx.guard;

import java.util.OptionalInt;

/**
 * Arguments that are read as vectors of few elements, whatever they are.
 *
 * @param insertions where nodes are put in
 */
record Flattening(Insertions insertions) {
  /** A value with one axis of few elements: itself where it is known to be so. */
  String vector(String name, int longest) {
    Extents extents = insertions.extents();
    OptionalInt rank = extents.rank(name);
    if (longest == 1) {
      return rank.isPresent() && rank.getAsInt() == 0 ? name : one(name);
    }
    String flat = name;
    if (rank.isEmpty() || rank.getAsInt() != 1) {
      String any = insertions.longs(name + "/any", -1);
      flat = insertions.value(name + "/flat", "Reshape", name, any);
    }
    return extents.longest(flat) <= longest ? flat : first(name, flat, longest);
  }

  private String first(String name, String flat, int longest) {
    String none = insertions.longs(name + "/none", 0);
    String end = insertions.longs(name + "/longest", longest);
    return insertions.value(name + "/first", "Slice", flat, none, end);
  }

  /** A value of one element; one of more of them, or of none, is an error of the run then. */
  private String one(String name) {
    if (insertions.extents().isOne(name)) {
      return name;
    }
    String single = insertions.longs(name + "/single", 1);
    return insertions.value(name + "/one", "Reshape", name, single);
  }
}
