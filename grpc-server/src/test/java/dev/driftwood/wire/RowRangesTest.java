package dev.driftwood.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwood.proto.v1.ResumeRequest;
import dev.driftwood.proto.v1.RowRange;
import java.util.PrimitiveIterator;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowRangesTest {
  @Test
  void isTheSetOfItsRowsInAnyOrder() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 200; round++) {
      RowRanges rows = new RowRanges();
      TreeSet<Long> set = new TreeSet<>();
      for (int i = 0; i < round % 60; i++) {
        long row = random.nextLong(40);
        assertThat(rows.add(row)).isEqualTo(set.add(row));
      }
      long first = random.nextLong(20);
      long count = random.nextLong(1, 20);
      TreeSet<Long> missing = new TreeSet<>();
      for (long row = first; row < first + count; row++) {
        assertThat(rows.contains(row)).isEqualTo(set.contains(row));
        if (!set.contains(row)) {
          missing.add(row);
        }
      }
      assertThat(rows.countWithin(first, count)).isEqualTo(count - missing.size());
      assertThat(rows.firstMissing(first, count))
          .isEqualTo(missing.isEmpty() ? first + count : missing.first());
      assertThat(rows.lastMissing(first, count))
          .isEqualTo(missing.isEmpty() ? first - 1 : missing.last());
      TreeSet<Long> listed = new TreeSet<>();
      rows.missing(first, count).forEachRemaining((long row) -> listed.add(row));
      assertThat(listed).isEqualTo(missing);
    }
  }

  @Test
  void saysRowsInARowAsOneRange() {
    RowRanges rows = new RowRanges();
    for (long row : new long[] {5, 3, 9, 4, 0}) {
      rows.add(row);
    }

    assertThat(rows.messages()).containsExactly(range(0, 1), range(3, 3), range(9, 1));
  }

  @Test
  void readsRangesThatOverlap() {
    RowRanges rows =
        RowRanges.received(
            ResumeRequest.newBuilder()
                .addReceived(range(4, 4))
                .addReceived(range(0, 2))
                .addReceived(range(1, 5))
                .addReceived(range(Long.MAX_VALUE - 1, 1))
                .build());

    assertThat(rows.messages()).containsExactly(range(0, 8), range(Long.MAX_VALUE - 1, 1));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, -1", "-1, 1", "9223372036854775807, 1", "5, 9223372036854775807"})
  void refusesRangesThatAreNone(long first, long count) {
    ResumeRequest request =
        ResumeRequest.newBuilder()
            .addReceived(range(0, 1))
            .addReceived(range(first, count))
            .build();

    assertThatThrownBy(() -> RowRanges.received(request))
        .isInstanceOf(InvalidField.class)
        .hasMessageStartingWith("received[1]: ");
  }

  @Test
  void refusesMoreRangesThanRowsAreEverInFlight() {
    ResumeRequest.Builder request = ResumeRequest.newBuilder();
    for (int i = 0; i <= 10_000; i++) {
      request.addReceived(range(2L * i, 1));
    }

    assertThatThrownBy(() -> RowRanges.received(request.build()))
        .isInstanceOf(InvalidField.class)
        .hasMessage("received: 10001 ranges (expected: at most 10000)");
  }

  @Test
  void passesOverReceivedRowsHoweverManyTheyAre() {
    RowRanges rows =
        RowRanges.received(ResumeRequest.newBuilder().addReceived(range(1, 1L << 60)).build());

    // Row by row it would take years.
    PrimitiveIterator.OfLong missing = rows.missing(0, (1L << 60) + 2);
    assertThat(missing.nextLong()).isZero();
    assertThat(missing.nextLong()).isEqualTo((1L << 60) + 1);
    assertThat(missing.hasNext()).isFalse();
  }

  private static RowRange range(long first, long count) {
    return RowRange.newBuilder().setFirst(first).setCount(count).build();
  }
}
