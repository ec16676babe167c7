package dev.driftwood.server.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.batch.BatchSettings;
import dev.driftwood.server.Folder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ProcessProbeTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path path;
  private Path good;
  private Path bad;

  @BeforeEach
  void write() {
    new Folder(path)
        .with("good.onnx", Folder.points().bytes())
        .with("bad.onnx", "not a network".getBytes(StandardCharsets.UTF_8));
    good = path.resolve("good.onnx");
    bad = path.resolve("bad.onnx");
  }

  @Test
  void letsInWhatRunsAndSaysWhatDoesNot() {
    Probe probe = Probe.inProcess(Folder.SETTINGS, BatchSettings.DEFAULT, LONG);

    assertThat(probe.problems(List.of(good, bad)))
        .containsOnlyKeys(bad)
        .hasEntrySatisfying(bad, problem -> assertThat(problem).startsWith(bad + ": "));
  }

  @ParameterizedTest
  @CsvSource({
    "segfault, crashed the probe with signal 11 (SIGSEGV)",
    "kill, crashed the probe with signal 9",
    "exit, ended the probe with exit code 3",
    "hang, did not load and run within 1.5 s in the probe"
  })
  void survivesWhatAFileDoesToItsProcess(String deed, String sentence) {
    Duration patience = deed.equals("hang") ? Duration.ofMillis(1500) : LONG;

    assertThat(misbehaving(deed, patience).problems(List.of(bad)))
        .isEqualTo(Map.of(bad, bad + ": " + sentence));
  }

  @Test
  void blamesOnlyTheFileThatCrashes() {
    assertThat(misbehaving("kill", LONG).problems(List.of(good, bad)))
        .isEqualTo(Map.of(bad, bad + ": crashed the probe with signal 9"));
  }

  private static ProcessProbe misbehaving(String deed, Duration patience) {
    ProbeCommand command = new ProbeCommand(Misbehaving.class.getName(), List.of(deed));
    return new ProcessProbe(command, patience);
  }
}
