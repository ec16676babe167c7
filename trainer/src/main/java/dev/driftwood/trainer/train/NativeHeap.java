package dev.driftwood.trainer.train;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.ObjectName;

/**
 * The memory that the engine takes from the C library, which keeps what is freed: pieces between
 * arrays that live on hardly ever fit again, so a process grows for hours though nothing leaks. Not
 * thread-safe.
 */
final class NativeHeap {
  private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";

  /** Taking the memory back costs some 0.2 s for a gigabyte. */
  private static final Duration PAUSE = Duration.ofSeconds(20);

  private long last = System.nanoTime();

  /** Gives back what is free, unless it did a moment ago; best called when little is in use. */
  void trimNowAndThen() {
    if (System.nanoTime() - last >= PAUSE.toNanos()) {
      trim();
      last = System.nanoTime();
    }
  }

  /**
   * Gives what is free back to the system where the Java machine can (HotSpot 17.0.9 or newer, with
   * glibc); elsewhere nothing happens.
   */
  static void trim() {
    Object[] arguments = {new String[0]};
    String[] signature = {String[].class.getName()};
    try {
      ManagementFactory.getPlatformMBeanServer()
          .invoke(new ObjectName(COMMANDS), "systemTrimNativeHeap", arguments, signature);
    } catch (JMException | JMRuntimeException e) {
      // It can't.
      return;
    }
  }
}
