package dev.driftwood.runtime.ort;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The memory of the machine, or of the container, in bytes. */
final class Memory {
  /** The system property that says how many bytes the values of a run may take. */
  static final String RUN_BYTES = "driftwood.run.bytes";

  /** The part of it that what networks compute may take. */
  private static final double PART = 0.5;

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";

  private Memory() {}

  /** How much the values of a run may take. */
  static double room() {
    Long said = Long.getLong(RUN_BYTES);
    return said == null ? PART * total() : said;
  }

  private static long total() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }

  /** How an error says what is {@link #room}. */
  static String expected() {
    return "at most %.3g GB, half of this machine's memory or -D%s=BYTES"
        .formatted(1e-9 * room(), RUN_BYTES);
  }

  /** How much the process has; 0 where the system is not Linux, which alone says it in a file. */
  static double resident() {
    try {
      return resident(Files.readAllLines(STATUS));
    } catch (IOException e) {
      return 0;
    }
  }

  private static double resident(List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith(RESIDENT))
        .mapToDouble(line -> 1024 * Double.parseDouble(line.split("\\s+")[1]))
        .findFirst()
        .orElse(0);
  }
}
