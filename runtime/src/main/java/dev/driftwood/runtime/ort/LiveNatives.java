package dev.driftwood.runtime.ort;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Collectors;

/**
 * What is open of ONNX Runtime in this process: memory that the garbage collector does not see. All
 * of it is opened by {@link Natives}, which counts; counting costs an atomic addition.
 */
public final class LiveNatives {
  private static final AtomicLongArray COUNTS = new AtomicLongArray(Kind.values().length);

  private LiveNatives() {}

  /** What can be open. */
  public enum Kind {
    /** An array that a run is fed. */
    TENSOR,
    /** The outputs of a run. */
    RESULT,
    /** A network. */
    SESSION,
    /** Settings of a session or a run. */
    OPTIONS
  }

  static void add(Kind kind, int change) {
    COUNTS.addAndGet(kind.ordinal(), change);
  }

  /** How many of a kind are open. */
  public static long count(Kind kind) {
    return COUNTS.get(kind.ordinal());
  }

  /** How many are open of what belongs to runs: arrays, outputs and settings. */
  public static long ofRuns() {
    return count(Kind.TENSOR) + count(Kind.RESULT) + count(Kind.OPTIONS);
  }

  /** One line with all counts. */
  public static String line() {
    return Arrays.stream(Kind.values())
        .map(kind -> kind + " " + count(kind))
        .collect(Collectors.joining(", "));
  }
}
