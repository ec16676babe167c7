package dev.driftwood.runtime.ort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that are not quite right, in a process of their own that must not end. {@code
 * DRIFTWOOD_MUTATIONS} says how many seconds, where it is to be more than a few; then other files
 * are tried every time.
 */
@Tag("one-jdk")
class OrtMutationTest {
  private static final double FEW = 8;

  @TempDir Path folder;

  @Test
  void endInAnErrorAtWorst() throws IOException, InterruptedException {
    String wanted = System.getenv("DRIFTWOOD_MUTATIONS");
    double seconds = wanted == null ? FEW : Double.parseDouble(wanted);
    long first = wanted == null ? 0 : System.currentTimeMillis() << 16;
    Path report = folder.resolve("report");

    int status = run(first, seconds, report);

    List<String> lines = lines(report);
    String last = lines.get(lines.size() - 1);
    assertThat(last).as("file %s ended the process with status %d", last, status).isEqualTo("done");
    long ran = lines.stream().filter(line -> line.contains(" ran ")).count();
    Path counts =
        Files.createDirectories(Path.of("target", "fuzz-reports")).resolve("mutations.txt");
    Files.writeString(counts, "Done %d files, %d ran%n".formatted(lines.size() - 1, ran));
    // About two thousand are tried in a second, a fifth of which run, and on a machine that has
    // twenty other things to do some thirty; far fewer mean that none is tried.
    assertThat(ran).isGreaterThan((long) seconds);
  }

  /** Runs for some seconds, going on after files that compute without end, which is no crash. */
  private static int run(long first, double seconds, Path report)
      throws IOException, InterruptedException {
    long until = System.nanoTime() + (long) (1e9 * seconds);
    long from = first;
    int status = MutationRun.HANGING;
    Files.writeString(report, "");
    while (status == MutationRun.HANGING) {
      double left = Math.max(1, 1e-9 * (until - System.nanoTime()));
      status = MutationRun.start(from, left, report).waitFor();
      List<String> lines = lines(report);
      String last = lines.get(lines.size() - 1);
      from = last.equals("done") ? from : 1 + Long.parseLong(last.split(" ")[0]);
    }
    return status;
  }

  /** The report, without what the process says as it ends. */
  private static List<String> lines(Path report) throws IOException {
    return Files.readAllLines(report).stream()
        .filter(line -> line.matches("\\d+ .*|done"))
        .toList();
  }
}
