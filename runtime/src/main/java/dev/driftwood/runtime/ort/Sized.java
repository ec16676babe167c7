package dev.driftwood.runtime.ort;

import ai.onnxruntime.TensorInfo;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the size of a value.
 *
 * @param type of its elements; {@code null} where it is one that graphs of ours don't hold
 * @param dims its sizes, below 0 where they are not known
 */
record Sized(@Nullable DataType type, List<Long> dims) {
  /** A value of which nothing is known. */
  static final Sized UNKNOWN = new Sized(null, List.of(-1L));

  private static final int WIDEST = 8;

  Sized {
    dims = List.copyOf(dims);
  }

  static Sized of(TensorInfo info) {
    DataType type =
        Arrays.stream(DataType.values())
            .filter(candidate -> info.onnxType.name().endsWith("_TYPE_" + candidate.name()))
            .findFirst()
            .orElse(null);
    return new Sized(type, Arrays.stream(info.getShape()).boxed().toList());
  }

  static Sized of(Value value) {
    return new Sized(value.type(), value.shape().dims().stream().map(Integer::longValue).toList());
  }

  /** The bytes of its elements; 0 where a size is not known. */
  double bytes() {
    double width = type == null ? WIDEST : type.bytes();
    return isKnown()
        ? dims.stream().mapToDouble(Long::doubleValue).reduce(width, (a, b) -> a * b)
        : 0;
  }

  boolean isKnown() {
    return dims.stream().allMatch(size -> size >= 0);
  }

  /** Whether it is larger along an axis than an array of ONNX Runtime's is fed. */
  boolean isTooLong() {
    return dims.stream().anyMatch(size -> size > Integer.MAX_VALUE);
  }

  /** Whether it can be an input of a graph of ours. */
  boolean isFeedable() {
    return type != null && !isTooLong();
  }

  /** It as an input of a graph. */
  Value named(String name) {
    if (type == null) {
      throw new IllegalStateException("value \"" + name + "\" is of no type of ours");
    }
    List<Integer> sizes =
        dims.stream().map(size -> size < 0 ? Shape.UNKNOWN : Math.toIntExact(size)).toList();
    return new Value(name, type, new Shape(sizes));
  }

  /** What parts become that are put after each other along an axis, where they are all known. */
  static Sized joined(List<Sized> parts, int axis) {
    Sized first = parts.get(0);
    int place = axis < 0 ? axis + first.dims.size() : axis;
    long length = 0;
    for (Sized part : parts) {
      boolean there = part.isKnown() && place >= 0 && place < part.dims.size();
      if (!there) {
        return UNKNOWN;
      }
      length += part.dims.get(place);
    }
    List<Long> dims = new ArrayList<>(first.dims);
    dims.set(place, length);
    return new Sized(first.type, dims);
  }

  /** One of the parts along an axis; all of it where there is no such axis. */
  Sized part(int axis) {
    List<Long> rest = new ArrayList<>(dims);
    int place = axis < 0 ? axis + rest.size() : axis;
    if (place >= 0 && place < rest.size()) {
      rest.remove(place);
    }
    return new Sized(type, rest);
  }

  /** Its size along an axis; 1 where there is no such axis or its size is not known. */
  long size(int axis) {
    int place = axis < 0 ? axis + dims.size() : axis;
    boolean there = place >= 0 && place < dims.size();
    return there ? Math.max(1, dims.get(place)) : 1;
  }
}
