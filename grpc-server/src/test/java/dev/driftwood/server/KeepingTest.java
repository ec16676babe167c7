package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeepingTest {
  @Test
  void keepsForADayAtTheMost() {
    Duration longer = Duration.ofSeconds(86_401);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Keeping(longer, 0))
        .withMessage("keep-seconds: 86401 (expected: 0 to 86400)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Keeping(Duration.ofSeconds(-1), 0))
        .withMessageStartingWith("keep-seconds: -1 ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Keeping(Duration.ZERO, -1))
        .withMessageStartingWith("keep-bytes: -1 ");
  }
}
