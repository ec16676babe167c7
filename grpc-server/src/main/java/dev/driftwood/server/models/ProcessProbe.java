package dev.driftwood.server.models;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries files out in a process of its own, which they may crash.
 *
 * @param command that starts it
 * @param patience for one file
 */
record ProcessProbe(ProbeCommand command, Duration patience) implements Probe {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessProbe.class);
  private static final long LOOK_MILLIS = 20;
  private static final long END_SECONDS = 10;

  ProcessProbe {
    if (!(patience.toMillis() > 0)) {
      throw new IllegalArgumentException(
          "probe: " + patience.toMillis() / 1e3 + " s (expected: > 0)");
    }
  }

  @Override
  public Map<Path, String> problems(List<Path> files) {
    Trial together = trial(files);
    if (together.death().isEmpty()) {
      return together.problems();
    }
    Map<Path, String> problems = new LinkedHashMap<>(together.problems());
    for (Path file : files) {
      if (!problems.containsKey(file)) {
        Trial alone = files.size() == 1 ? together : trial(List.of(file));
        alone.death().ifPresent(how -> problems.put(file, file + ": " + how));
        problems.putAll(alone.problems());
      }
    }
    return problems;
  }

  /**
   * What came of a process.
   *
   * @param problems that it reported
   * @param death how it ended, where that was not well
   */
  private record Trial(Map<Path, String> problems, Optional<String> death) {}

  private Trial trial(List<Path> files) {
    try {
      Path folder = Files.createTempDirectory("driftwood-probe");
      try {
        return trial(folder, files);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new DriftwoodException("the probe's process can't be run: " + e.getMessage(), e);
    }
  }

  private Trial trial(Path folder, List<Path> files) throws IOException {
    ProbeReport report = new ProbeReport(ProbeCommand.report(folder));
    List<Path> paths = files.stream().map(Path::toAbsolutePath).toList();
    // Its input stays open: where it ends, so has this process.
    Process process = command.process(folder, paths).start();
    boolean ended;
    try {
      ended = awaitEnd(process, report);
    } finally {
      end(process);
    }
    Map<Path, String> problems = new LinkedHashMap<>();
    report
        .problems()
        .forEach(
            (number, problem) -> {
              if (!problem.isEmpty()) {
                problems.put(files.get(number), problem);
              }
            });
    return new Trial(problems, ended ? death(process, folder) : Optional.of(late()));
  }

  /** Waits as long as there is something new now and then; whether it has ended. */
  private boolean awaitEnd(Process process, ProbeReport report) throws IOException {
    long size = 0;
    long since = System.nanoTime();
    try {
      while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        long now = report.size();
        if (now > size) {
          size = now;
          since = System.nanoTime();
        } else if (System.nanoTime() - since > patience.toNanos()) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DriftwoodException("the probe was stopped", e);
    }
  }

  /** What it holds, such as its folder, is free when it is gone. */
  private static void end(Process process) {
    try {
      process.destroyForcibly().waitFor(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String late() {
    return "did not load and run within %.1f s in the probe".formatted(patience.toMillis() / 1e3);
  }

  private static Optional<String> death(Process process, Path folder) throws IOException {
    int code = process.exitValue();
    return code == 0
        ? Optional.empty()
        : Optional.of(CrashReport.of(code, ProbeCommand.output(folder)).sentence());
  }

  /** What stays behind changes nothing about what was found out. */
  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("{}: can't be deleted: {}", folder, e.getMessage());
    }
  }
}
