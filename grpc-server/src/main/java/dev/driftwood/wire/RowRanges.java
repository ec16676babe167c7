package dev.driftwood.wire;

import dev.driftwood.proto.v1.ResumeRequest;
import dev.driftwood.proto.v1.RowRange;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.TreeMap;

/**
 * A set of rows by number, as few ranges. Rows come nearly in their order, so the ranges are about
 * as many as rows are in flight. Not for several threads at once while it grows.
 */
public final class RowRanges {
  /** Ranges of a request: far more than rows are ever in flight. */
  private static final int MOST = 10_000;

  /** Memory of a range, about. */
  private static final long RANGE_BYTES = 128;

  /** First row to the row after the last; ranges that touch are one. */
  private final TreeMap<Long, Long> ends = new TreeMap<>();

  /** The rows that a request says have arrived. */
  public static RowRanges received(ResumeRequest request) {
    if (request.getReceivedCount() > MOST) {
      throw new InvalidField(
          "received",
          "received: %d ranges (expected: at most %d)".formatted(request.getReceivedCount(), MOST));
    }
    RowRanges rows = new RowRanges();
    for (int i = 0; i < request.getReceivedCount(); i++) {
      RowRange range = request.getReceived(i);
      long first = range.getFirst();
      if (!(first >= 0 && range.getCount() >= 1 && first <= Long.MAX_VALUE - range.getCount())) {
        throw new InvalidField(
            "received[%d]".formatted(i),
            "received[%d]: %d rows from %s (expected: at least 1, no number above %d)"
                .formatted(i, range.getCount(), Long.toUnsignedString(first), Long.MAX_VALUE));
      }
      rows.add(first, range.getCount());
    }
    return rows;
  }

  /** Adds a row; whether it was not there. */
  public boolean add(long row) {
    if (contains(row)) {
      return false;
    }
    add(row, 1);
    return true;
  }

  private void add(long first, long count) {
    long from = first;
    long to = first + count;
    Map.Entry<Long, Long> before = ends.floorEntry(from);
    if (before != null && before.getValue() >= from) {
      from = before.getKey();
      to = Math.max(to, before.getValue());
    }
    Map<Long, Long> touched = ends.subMap(from, true, to, true);
    for (long end : touched.values()) {
      to = Math.max(to, end);
    }
    touched.clear();
    ends.put(from, to);
  }

  /** Whether a row is in it. */
  public boolean contains(long row) {
    Map.Entry<Long, Long> before = ends.floorEntry(row);
    return before != null && row < before.getValue();
  }

  /** How many of some rows are in it. */
  public long countWithin(long first, long count) {
    long sum = 0;
    for (Map.Entry<Long, Long> range : ends.entrySet()) {
      long from = Math.max(first, range.getKey());
      long to = Math.min(first + count, range.getValue());
      sum += Math.max(0, to - from);
    }
    return sum;
  }

  /** The first of some rows that is not in it; the row after them where all are. */
  public long firstMissing(long first, long count) {
    Map.Entry<Long, Long> range = ends.floorEntry(first);
    long missing = range == null ? first : Math.max(first, range.getValue());
    return Math.min(missing, first + count);
  }

  /** The last of some rows that is not in it; the row before them where all are. */
  public long lastMissing(long first, long count) {
    long last = first + count - 1;
    Map.Entry<Long, Long> range = ends.floorEntry(last);
    long missing = range == null || range.getValue() <= last ? last : range.getKey() - 1;
    return Math.max(missing, first - 1);
  }

  /**
   * Those of some rows that are not in it, in order, at a cost that received rows do not add to.
   */
  public PrimitiveIterator.OfLong missing(long first, long count) {
    long end = first + count;
    return new PrimitiveIterator.OfLong() {
      private long next = firstMissing(first, count);

      @Override
      public boolean hasNext() {
        return next < end;
      }

      @Override
      public long nextLong() {
        if (!hasNext()) {
          throw new NoSuchElementException("row " + end);
        }
        long row = next;
        next = firstMissing(row + 1, end - row - 1);
        return row;
      }
    };
  }

  /** Memory that it takes, about. */
  public long bytes() {
    return RANGE_BYTES * ends.size();
  }

  /** As a request says them. */
  public List<RowRange> messages() {
    return ends.entrySet().stream()
        .map(
            range ->
                RowRange.newBuilder()
                    .setFirst(range.getKey())
                    .setCount(range.getValue() - range.getKey())
                    .build())
        .toList();
  }
}
