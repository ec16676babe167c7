package dev.driftwood.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private final AtomicLong now = new AtomicLong();
  // Eighths of a second have no rounding in binary.
  private final TokenBucket bucket = new TokenBucket(8, 32, now::get);

  @Test
  void givesABurstAndThenAsMuchAsComes() {
    assertThat(bucket.take(32)).isZero();
    assertThat(bucket.take(1)).isEqualTo(Duration.ofMillis(125));
    pass(125);
    assertThat(bucket.take(2)).isEqualTo(Duration.ofMillis(125));
    assertThat(bucket.take(1)).isZero();
    assertThat(bucket.full()).isFalse();
    pass(60_000);
    assertThat(bucket.full()).isTrue();
    assertThat(bucket.take(32)).isZero();
    assertThat(bucket.take(32)).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void givesMoreThanABurstFromAFullBucketAndLetsWhoComesNextWait() {
    assertThat(bucket.take(100)).isZero();
    // 68 are owed, and 4 are asked for.
    assertThat(bucket.take(4)).isEqualTo(Duration.ofSeconds(9));
    pass(9000);
    assertThat(bucket.take(100)).isEqualTo(Duration.ofMillis(3500));
    assertThat(bucket.take(4)).isZero();
  }

  @Test
  void letsWhatWasNotKnownBeBorrowed() {
    bucket.owe(36);

    assertThat(bucket.take(4)).isEqualTo(Duration.ofSeconds(1));
  }

  private void pass(long milliseconds) {
    now.addAndGet(TimeUnit.MILLISECONDS.toNanos(milliseconds));
  }
}
