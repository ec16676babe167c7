package dev.driftwood.bench.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.bench.exact.ExactTarget;
import dev.driftwood.bench.exact.Targets;
import dev.driftwood.runtime.sde.VariancePreserving;
import dev.driftwood.runtime.solve.Query;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LikelihoodBenchTest {
  private static final ExactTarget TARGET =
      new ExactTarget(Targets.byName("mixture-2d"), VariancePreserving.standard());
  private static final LikelihoodBench BENCH =
      new LikelihoodBench(TARGET.sde(), TARGET, 1e-3, Query.UNLABELLED, 8);

  @Test
  void publicAlgorithmCostsManyTimesWhatOursDoes() {
    List<double[]> rows = rows();
    Reference reference = BENCH.reference(rows, 200, line -> {});
    // Sixteen sets of probes, the same in both, and steps of order 4.
    assertThat(reference.largestChange()).isLessThan(0.5);
    List<LikelihoodBench.Row> results = BENCH.measure(rows, reference, line -> {});
    LikelihoodBench.Row publicOne = results.get(0);
    assertThat(publicOne.method()).isEqualTo("public rk45 1e-5");
    assertThat(publicOne.costRatio()).isEqualTo(1.0);
    // Every right side takes two passes, one of them with a product.
    assertThat(publicOne.products()).isCloseTo(publicOne.evaluations() / 2, within(1e-9));
    LikelihoodBench.Row twenty =
        results.stream().filter(row -> row.method().equals("unipc 20")).findFirst().orElseThrow();
    // One for the gap.
    assertThat(twenty.evaluations()).isEqualTo(21.0);
    assertThat(publicOne.evaluations()).isGreaterThan(5 * twenty.evaluations());
  }

  @Test
  void keyOfAReferenceSaysHowItIsMade() {
    ReferenceKey key = BENCH.key("abc", rows(), 200);
    assertThat(key.plan()).isEqualTo("steps=200 probes=16 tmin=0.001 label=none");
    assertThat(key.rows()).hasSize(4).doesNotHaveDuplicates();
    assertThat(BENCH.key("abc", rows(), 200)).isEqualTo(key);
  }

  private static List<double[]> rows() {
    return LongStream.range(0, 4).mapToObj(row -> TARGET.draw(1, row)).toList();
  }
}
