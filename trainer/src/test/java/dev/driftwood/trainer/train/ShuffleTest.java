package dev.driftwood.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShuffleTest {
  @Test
  void takesEveryExampleOnceAPass() {
    Shuffle shuffle = new Shuffle(3, 100);
    for (int pass = 0; pass < 3; pass++) {
      int start = pass * 100;
      assertThat(IntStream.range(start, start + 100).map(shuffle::indexOf).sorted())
          .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
    }
  }

  @Test
  void ordersEveryPassAnew() {
    Shuffle shuffle = new Shuffle(3, 100);
    int[] first = IntStream.range(0, 100).map(shuffle::indexOf).toArray();
    int[] second = IntStream.range(100, 200).map(shuffle::indexOf).toArray();
    assertThat(second).isNotEqualTo(first);
    assertThat(IntStream.range(0, 100).map(shuffle::indexOf)).containsExactly(boxed(first));
  }

  private static Integer[] boxed(int[] values) {
    return IntStream.of(values).boxed().toArray(Integer[]::new);
  }
}
