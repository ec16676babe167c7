package dev.driftwood.runtime.tune;

import java.util.List;

/**
 * How a solver is fitted; immutable and valid from construction.
 *
 * @param evaluations the numbers of evaluations that a solver is fitted for, one solver each
 * @param rows that it is fitted on; half of them judge what the other half was fitted to
 * @param referenceSteps of the fine paths, four evaluations each
 * @param trials of times, at most, for each number of evaluations
 * @param seed of the rows, which should not be one that is sampled with
 * @param batch rows in a network call
 */
public record TuningPlan(
    List<Integer> evaluations, int rows, int referenceSteps, int trials, long seed, int batch) {
  /** A seed that nobody samples with by chance. */
  public static final long SEED = 0x74756e65L;

  /** Checks the ranges. */
  public TuningPlan {
    evaluations = evaluations.stream().distinct().sorted().toList();
    if (evaluations.isEmpty()) {
      throw new IllegalArgumentException("evaluations: none (expected: at least one number)");
    }
    require("evaluations", evaluations.get(0), 1);
    require("rows", rows, 4);
    require("reference-steps", referenceSteps, 8);
    require("trials", trials, 1);
    require("batch", batch, 1);
  }

  /**
   * The usual plan for data of a dimension: as many rows as give some thousands of numbers to fit
   * to, fewer where their paths would take more than about 250 MB; 64 reference steps and 40
   * trials. A number n of evaluations takes some 40 n evaluations a row.
   */
  public static TuningPlan usual(List<Integer> evaluations, int dimension) {
    int wanted = Math.max(32, Math.min(1024, 8192 / dimension));
    int rows = Math.max(4, Math.min(wanted, 1_000_000 / dimension));
    return new TuningPlan(evaluations, rows, 64, 40, SEED, 64);
  }

  private static void require(String name, int value, int least) {
    if (!(value >= least)) {
      throw new IllegalArgumentException("%s: %d (expected: >= %d)".formatted(name, value, least));
    }
  }
}
