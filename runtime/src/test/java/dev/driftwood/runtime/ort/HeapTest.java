package dev.driftwood.runtime.ort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Outputs for which there is no room in Java's memory. */
class HeapTest {
  private static final String REFUSED =
      "output \"y\" of shape \\[20971520\\] takes 0\\.0839 GB \\(expected: what Java's heap of .* GB has room for; use a smaller batch or java -Xmx\\)";

  @Test
  void areRefusedAndTheNextIsNot() throws IOException {
    List<String> lines = SmallHeapRun.lines(48);

    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).matches(REFUSED);
    assertThat(lines.get(1)).matches(REFUSED);
    assertThat(lines.get(2)).isEqualTo("16");
  }

  /** As large as the heap would be without anything else in it. */
  @Test
  void areRefusedWhereOtherThingsFillTheHeap() throws IOException {
    List<String> lines = SmallHeapRun.lines(82);

    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).matches(REFUSED);
    assertThat(lines.get(2)).isEqualTo("16");
  }
}
