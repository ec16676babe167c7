package dev.driftwood.bench.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.ort.OrtSettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("one-jdk")
class ServeBenchTest {
  @Test
  void measuresLoadsAndWays(@TempDir Path folder) {
    try (ServeBench bench = ServeBench.open("mlp", OrtSettings.DEFAULT, 1, folder)) {
      List<ServeBench.Load> loads = bench.loads(new Workload(4, 2, List.of(3)), List.of(1, 2));
      List<ServeBench.Way> ways = bench.ways(new Workload(4, 2, List.of(2, 5)), 2);

      assertThat(loads).extracting(ServeBench.Load::clients).containsExactly(1, 2);
      assertThat(loads).allMatch(load -> load.ratio() > 0 && load.latency() > 0);
      assertThat(ways).extracting(ServeBench.Way::joining).containsExactly(true, false);
      assertThat(ways).allMatch(way -> way.latencyMost() >= way.latency() && way.shortest() > 0);
    }
  }

  @Test
  void takesTheLatencyThatAPartDidNotExceed() {
    Crowd.Tally tally = new Crowd.Tally(1, new double[] {4, 1, 3, 2});

    assertThat(tally.quantile(0.5)).isEqualTo(2);
    assertThat(tally.quantile(0.99)).isEqualTo(4);
  }
}
