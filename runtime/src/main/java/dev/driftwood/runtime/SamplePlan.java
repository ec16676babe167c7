package dev.driftwood.runtime;

import dev.driftwood.runtime.sampler.Sampler;
import dev.driftwood.runtime.sampler.SamplerKind;
import dev.driftwood.runtime.sampler.SamplerOption;
import dev.driftwood.runtime.sampler.SamplerSettings;
import dev.driftwood.runtime.solve.EndPolicy;
import dev.driftwood.runtime.solve.GridSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How samples are drawn; immutable and valid from construction.
 *
 * <p>A sample is a function of (model, plan, seed, row number): drawing rows 0 to 63 at once, one
 * by one, or in another batch size gives the same bits on a processor.
 *
 * @param sampler the method with what is set of it
 * @param budget steps, evaluations or tolerances
 * @param grid how fixed steps are spaced
 * @param end what is done at tMin
 * @param seed key of all random numbers
 * @param rows which rows
 * @param batch rows that share a network call
 * @param labels classes of a conditional model, by row number and over again after the last: row i
 *     has the one at {@code i mod size}; all have its null label where there are none
 */
public record SamplePlan(
    Sampler sampler,
    Budget budget,
    GridSpec grid,
    EndPolicy end,
    long seed,
    Rows rows,
    int batch,
    List<Integer> labels) {

  public SamplePlan {
    if (!(batch >= 1)) {
      throw new IllegalArgumentException("batch: " + batch + " (expected: >= 1)");
    }
    OptionalInt steps = budget.steps(sampler, end);
    if (grid instanceof GridSpec.Explicit explicit && !fits(explicit, steps)) {
      throw new IllegalArgumentException(
          "grid: %d steps (expected: %s)"
              .formatted(
                  explicit.times().size() - 1,
                  steps.isPresent() ? steps.getAsInt() : "none with rtol, atol"));
    }
    if (sampler.kind().fitted() && !grid.equals(GridSpec.UNIFORM)) {
      throw new IllegalArgumentException(
          "grid: %s (expected: none with %s, which has the model's own)"
              .formatted(grid.text(), sampler.kind().label()));
    }
    if (steps.isEmpty() && end != EndPolicy.MEAN) {
      throw new IllegalArgumentException(
          "end: %s (expected: mean with rtol, atol)".formatted(end.label()));
    }
    labels = List.copyOf(labels);
  }

  private static boolean fits(GridSpec.Explicit grid, OptionalInt steps) {
    return steps.isPresent() && steps.getAsInt() == grid.times().size() - 1;
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

  /** Network evaluations of a row; nothing where the method chooses its steps. */
  public OptionalInt evaluations() {
    OptionalInt steps = steps();
    return steps.isPresent()
        ? OptionalInt.of(sampler.evaluations(steps.getAsInt(), end))
        : OptionalInt.empty();
  }

  /** A plan to be changed: {@code heun} with 25 steps, 64 rows, seed 0. */
  public static Builder builder() {
    return new Builder();
  }

  /** Steps of the fixed grid, where there is one. */
  OptionalInt steps() {
    return budget.steps(sampler, end);
  }

  /** Collects the parts of a plan; {@link #build} checks them. */
  public static final class Builder {
    private SamplerKind sampler = SamplerKind.HEUN;
    private Optional<Budget> budget = Optional.empty();
    private SamplerSettings settings = SamplerSettings.NONE;
    private Optional<GridSpec> grid = Optional.empty();
    private EndPolicy end = EndPolicy.MEAN;
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
      return option(SamplerOption.LAMBDA, value);
    }

    /** An option of the method. */
    public Builder option(SamplerOption option, double value) {
      this.settings = settings.with(option, value);
      return this;
    }

    /** How the steps are spaced: a name, or times that fall from 1, separated by commas. */
    public Builder grid(String text) {
      return grid(GridSpec.parse(text));
    }

    /** How the steps are spaced; times that are given one by one say how many, too. */
    public Builder grid(GridSpec spec) {
      this.grid = Optional.of(spec);
      return this;
    }

    /** What is done at tMin. */
    public Builder end(EndPolicy policy) {
      this.end = policy;
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
     * The method with what is set of it.
     *
     * @throws IllegalArgumentException if an option is set that it does not have
     */
    public Sampler chosen() {
      return new Sampler(sampler, settings);
    }

    /** What is done at tMin. */
    public EndPolicy ending() {
      return end;
    }

    /**
     * The plan.
     *
     * @throws IllegalArgumentException naming the part that does not fit
     */
    public SamplePlan build() {
      return new SamplePlan(
          chosen(),
          budget.orElseGet(this::defaultBudget),
          grid.orElse(GridSpec.UNIFORM),
          end,
          seed,
          new Rows(firstRow, count),
          batch,
          labels);
    }

    private Budget defaultBudget() {
      if (grid.isPresent() && grid.get() instanceof GridSpec.Explicit explicit) {
        return new Budget.Steps(explicit.times().size() - 1);
      }
      if (sampler.adaptive() && grid.isEmpty()) {
        return new Budget.Tolerances(1e-4, 1e-4);
      }
      if (sampler.fitted()) {
        return new Budget.Evaluations(10);
      }
      return new Budget.Steps(chosen().stochastic() ? 500 : 25);
    }
  }
}
