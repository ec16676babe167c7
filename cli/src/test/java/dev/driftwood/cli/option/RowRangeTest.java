package dev.driftwood.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowRangeTest {
  @ParameterizedTest
  @CsvSource({
    ":,10", "3:,7", ":4,4", "3:8,5", "3:80,7", "0::2,5", "1::2,5", "1::3,3", "2:8:3,2", "12:,0"
  })
  void countsTheRowsThatAnInputHas(String text, long rows) {
    assertThat(RowRange.parse(text).rows(10)).isEqualTo(rows);
  }

  @Test
  void limitsTheRowsAndNotTheirPlaces() {
    assertThat(RowRange.parse("1:100:10").limited(3)).isEqualTo(new RowRange(1, 31, 10));
    assertThat(RowRange.parse("1:100:10").limited(3).rows(1000)).isEqualTo(3);
    assertThat(RowRange.parse("1:100:10").limited(10)).isEqualTo(new RowRange(1, 100, 10));
    assertThat(RowRange.parse(":").limited(5)).isEqualTo(new RowRange(0, 5, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "5:5", "1:9:0", "1:9:", "-1:3", "1:2:3:4"})
  void refusesWhatIsNoRange(String text) {
    assertThatThrownBy(() -> RowRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: A:B");
  }
}
