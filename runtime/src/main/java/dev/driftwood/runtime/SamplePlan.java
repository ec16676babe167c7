package dev.driftwood.runtime;

import dev.driftwood.runtime.solve.SamplerKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How samples are drawn; immutable and valid from construction.
 *
 * <p>A sample is a function of (model, plan, seed, row number): drawing rows 0 to 63 at once, one
 * by one, or in another batch size gives the same bits on a processor.
 *
 * @param sampler the method
 * @param budget steps, evaluations or tolerances
 * @param lambda λ ≤ 1 of the generative family, for methods that have it; the others follow the
 *     probability flow, λ = 1
 * @param seed key of all random numbers
 * @param rows which rows
 * @param batch rows that share a network call
 * @param labels classes of a conditional model, by row number and over again after the last: row i
 *     has the one at {@code i mod size}; all have its null label where there are none
 */
public record SamplePlan(
    SamplerKind sampler,
    Budget budget,
    double lambda,
    long seed,
    Rows rows,
    int batch,
    List<Integer> labels) {

  /** λ of the probability flow. */
  public static final double PROBABILITY_FLOW = 1;

  public SamplePlan {
    if (!(lambda <= 1)) {
      throw new IllegalArgumentException("lambda: " + lambda + " (expected: <= 1)");
    }
    if (!Double.isFinite(lambda)) {
      throw new IllegalArgumentException("lambda: " + lambda + " (expected: a finite number)");
    }
    if (!sampler.stochastic() && lambda != PROBABILITY_FLOW) {
      throw new IllegalArgumentException(
          "lambda: %s (expected: none with %s, which follows the probability flow)"
              .formatted(lambda, sampler.label()));
    }
    if (!(batch >= 1)) {
      throw new IllegalArgumentException("batch: " + batch + " (expected: >= 1)");
    }
    budget.steps(sampler);
    labels = List.copyOf(labels);
  }

  /**
   * A range of rows by number.
   *
   * @param first number of the first row, which keys its noise; at least 0, and no row's number
   *     above the largest {@code long}
   * @param count how many, at least 1
   */
  public record Rows(long first, long count) {
    public Rows {
      if (!(count >= 1)) {
        throw new IllegalArgumentException("count: " + count + " (expected: >= 1)");
      }
      if (!(first >= 0 && first <= Long.MAX_VALUE - count)) {
        throw new IllegalArgumentException(
            "first-row: %d (expected: 0 to %d with this count)"
                .formatted(first, Long.MAX_VALUE - count));
      }
    }
  }

  /** A plan to be changed: {@code heun} with 25 steps, 64 rows, seed 0. */
  public static Builder builder() {
    return new Builder();
  }

  /** Steps of the fixed grid, where there is one. */
  OptionalInt steps() {
    return budget.steps(sampler);
  }

  /** Collects the parts of a plan; {@link #build} checks them. */
  public static final class Builder {
    private SamplerKind sampler = SamplerKind.HEUN;
    private Optional<Budget> budget = Optional.empty();
    private OptionalDouble lambda = OptionalDouble.empty();
    private long seed;
    private long firstRow;
    private long count = 64;
    private int batch = 64;
    private List<Integer> labels = List.of();

    private Builder() {}

    /** The method by name, such as {@code heun}. */
    public Builder sampler(String name) {
      return sampler(SamplerKind.named(name));
    }

    /** The method. */
    public Builder sampler(SamplerKind kind) {
      this.sampler = kind;
      return this;
    }

    /** Equal steps. */
    public Builder steps(int count) {
      return budget(new Budget.Steps(count));
    }

    /** Network evaluations of a row. */
    public Builder evaluations(int count) {
      return budget(new Budget.Evaluations(count));
    }

    /** Relative and absolute tolerance of an adaptive method. */
    public Builder tolerances(double relative, double absolute) {
      return budget(new Budget.Tolerances(relative, absolute));
    }

    /** How much work a row may take. */
    public Builder budget(Budget amount) {
      this.budget = Optional.of(amount);
      return this;
    }

    /** λ ≤ 1: 0 the reverse SDE, 1 the probability flow, below 0 more noise. */
    public Builder lambda(double value) {
      this.lambda = OptionalDouble.of(value);
      return this;
    }

    /** Key of all random numbers. */
    public Builder seed(long value) {
      this.seed = value;
      return this;
    }

    /** Number of the first row. */
    public Builder firstRow(long value) {
      this.firstRow = value;
      return this;
    }

    /** How many samples. */
    public Builder count(long value) {
      this.count = value;
      return this;
    }

    /** Rows that share a network call. */
    public Builder batch(int value) {
      this.batch = value;
      return this;
    }

    /** The class of a conditional model. */
    public Builder label(int value) {
      return labels(List.of(value));
    }

    /** Classes of a conditional model, by row number and over again after the last. */
    public Builder labels(List<Integer> values) {
      this.labels = List.copyOf(values);
      return this;
    }

    /**
     * The plan.
     *
     * @throws IllegalArgumentException naming the part that does not fit
     */
    public SamplePlan build() {
      double resolved = lambda.orElse(sampler.stochastic() ? 0 : PROBABILITY_FLOW);
      Rows rows = new Rows(firstRow, count);
      return new SamplePlan(
          sampler, budget.orElse(defaultBudget()), resolved, seed, rows, batch, labels);
    }

    private Budget defaultBudget() {
      if (sampler.adaptive()) {
        return new Budget.Tolerances(1e-4, 1e-4);
      }
      return new Budget.Steps(sampler.stochastic() ? 500 : 25);
    }
  }
}
