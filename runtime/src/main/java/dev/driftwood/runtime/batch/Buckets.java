package dev.driftwood.runtime.batch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.IntConsumer;

/**
 * What calls cost by their size, measured at powers of two: on a graphics card a larger call is
 * nearly free up to some size, on a processor time is the same a row, and only measuring tells.
 *
 * @param sizes in ascending order
 */
public record Buckets(List<Bucket> sizes) {
  /**
   * A smaller size is taken for the best where it is nearly as fast a row: calls that end sooner
   * let others in sooner, and a cancelled request is noticed sooner.
   */
  private static final double AS_FAST = 0.97;

  private static final int ROUNDS = 3;

  /** A size whose calls take longer is the last that is measured, or the answers would be late. */
  private static final double LONGEST_SECONDS = 0.25;

  /** Checks the order. */
  public Buckets {
    sizes = List.copyOf(sizes);
    boolean ascending =
        sizes.stream().sorted(Comparator.comparingInt(Bucket::rows)).toList().equals(sizes);
    if (sizes.isEmpty() || !ascending) {
      throw new IllegalArgumentException("buckets: " + sizes + " (expected: ascending sizes)");
    }
  }

  /**
   * Measures sizes up to a largest: each at first until it is warm, then all of them in turn, so
   * that what else the machine does for a while is no size's fault.
   *
   * @param call runs the network for so many rows
   * @param residentBytes memory of the process
   */
  static Buckets measured(int most, IntConsumer call, DoubleSupplier residentBytes) {
    List<Bucket> sizes = new ArrayList<>();
    for (int rows = 1; rows <= most && isQuick(sizes); rows *= 2) {
      sizes.add(warmed(rows, call, residentBytes));
    }
    for (int round = 0; round < ROUNDS; round++) {
      sizes.replaceAll(
          size -> size.seconds() < LONGEST_SECONDS ? size.or(seconds(call, size.rows())) : size);
    }
    return new Buckets(sizes);
  }

  private static boolean isQuick(List<Bucket> sizes) {
    return sizes.isEmpty() || sizes.get(sizes.size() - 1).seconds() < LONGEST_SECONDS;
  }

  private static Bucket warmed(int rows, IntConsumer call, DoubleSupplier residentBytes) {
    double before = residentBytes.getAsDouble();
    double first = seconds(call, rows);
    double grown = Math.max(0, residentBytes.getAsDouble() - before);
    Bucket cold = new Bucket(rows, first, grown);
    return first < LONGEST_SECONDS ? cold.or(seconds(call, rows)) : cold;
  }

  private static double seconds(IntConsumer call, int rows) {
    long start = System.nanoTime();
    call.accept(rows);
    return Math.max(1, System.nanoTime() - start) * 1e-9;
  }

  /** The size to fill where enough rows wait. */
  public Bucket best() {
    double fastest = sizes.stream().mapToDouble(Bucket::rate).max().orElseThrow();
    return sizes.stream()
        .filter(size -> size.rate() >= AS_FAST * fastest)
        .findFirst()
        .orElseThrow();
  }

  /** The size, none larger than the best, that takes most of so many rows a second. */
  Bucket fastestFor(int rows) {
    int best = best().rows();
    return sizes.stream()
        .filter(size -> size.rows() <= best)
        .max(Comparator.comparingDouble(size -> Math.min(rows, size.rows()) / size.seconds()))
        .orElseThrow();
  }

  /**
   * Seconds of a call of so many rows: between sizes, a straight line; beyond them, in proportion.
   */
  public double seconds(int rows) {
    Bucket below = sizes.get(0);
    for (Bucket size : sizes) {
      if (size.rows() >= rows) {
        double part =
            size.rows() == below.rows()
                ? 0
                : 1.0 * (rows - below.rows()) / (size.rows() - below.rows());
        return below.seconds() + part * (size.seconds() - below.seconds());
      }
      below = size;
    }
    return rows / below.rate();
  }
}
