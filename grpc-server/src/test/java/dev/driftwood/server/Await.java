package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** For what another thread does soon. */
final class Await {
  private Await() {}

  /** Fails after half a minute. */
  static void until(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("nanoseconds too late").isNegative();
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }
}
