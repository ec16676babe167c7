package dev.driftwood.runtime;

import dev.driftwood.runtime.observe.Restoration;
import dev.driftwood.runtime.sampler.Sampler;
import dev.driftwood.runtime.sampler.SamplerKind;
import dev.driftwood.runtime.sampler.SamplerOption;
import dev.driftwood.runtime.sampler.SamplerSettings;
import dev.driftwood.runtime.solve.EndPolicy;
import dev.driftwood.runtime.solve.GridSpec;
import dev.driftwood.runtime.solve.Guidance;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PrimitiveIterator;
import java.util.stream.LongStream;

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
 * @param guidance by which classes are drawn more distinctly, if at all
 * @param restoration what of the rows is known, where something is; needs a number of steps
 * @param latents where rows begin, one a row from the first on; at prior draws where there are none
 */
public record SamplePlan(
    Sampler sampler,
    Budget budget,
    GridSpec grid,
    EndPolicy end,
    long seed,
    Rows rows,
    int batch,
    List<Integer> labels,
    Optional<Guidance> guidance,
    Optional<Restoration> restoration,
    Optional<Latents> latents) {

  public SamplePlan {
    if (!(batch >= 1)) {
      throw new IllegalArgumentException("batch: " + batch + " (expected: >= 1)");
    }
    new RowWork(sampler, budget, grid, end, guidance, restoration).requireSense();
    labels = List.copyOf(labels);
    if (latents.isPresent() && latents.get().count() != rows.count()) {
      throw new IllegalArgumentException(
          "count: %d (expected: %d, one a latent)".formatted(rows.count(), latents.get().count()));
    }
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

    /** Their numbers, in order. */
    PrimitiveIterator.OfLong numbers() {
      return LongStream.range(first, first + count).iterator();
    }
  }

  /**
   * Network evaluations of a row, one fewer of a method that needs none where the noise ends at 0;
   * nothing where the method chooses its steps, or where guidance has an interval.
   */
  public OptionalLong evaluations() {
    return work().evaluations();
  }

  private RowWork work() {
    return new RowWork(sampler, budget, grid, end, guidance, restoration);
  }

  /** A plan to be changed: {@code heun} with 25 steps, 64 rows, seed 0. */
  public static Builder builder() {
    return new Builder();
  }

  /** The same with other rows: one a latent, from the first on. */
  SamplePlan startingAt(Latents given) {
    Rows others = new Rows(rows.first(), given.count());
    return new SamplePlan(
        sampler,
        budget,
        grid,
        end,
        seed,
        others,
        batch,
        labels,
        guidance,
        restoration,
        Optional.of(given));
  }

  /** Steps of the fixed grid, where there is one. */
  OptionalInt steps() {
    return work().steps();
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
    private Optional<Guidance> guidance = Optional.empty();
    private Optional<Restoration> restoration = Optional.empty();
    private Optional<Latents> latents = Optional.empty();

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

    /** The weight of guidance, see {@link Guidance}: 1 none, above 1 more of the class. */
    public Builder guidance(double weight) {
      return guidance(Guidance.of(weight));
    }

    /** How classes are drawn more distinctly. */
    public Builder guidance(Guidance value) {
      this.guidance = Optional.of(value);
      return this;
    }

    /**
     * The times between which guidance, which must have been given, is applied.
     *
     * @throws IllegalArgumentException where there is no such interval or no guidance
     */
    public Builder guidanceInterval(double from, double to) {
      return guidance(
          guidance
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "guidance-interval: %s:%s (expected: with guidance)".formatted(from, to)))
              .within(from, to));
    }

    /** What of the rows is known; steps are then equal in log-SNR, and a hundred, by default. */
    public Builder observing(Restoration known) {
      this.restoration = Optional.of(known);
      return this;
    }

    /** Where rows begin in place of prior draws, and so how many there are: one a latent. */
    public Builder startingAt(Latents given) {
      this.latents = Optional.of(given);
      return count(given.count());
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
     * The steps that an amount of work allows, given what is set so far.
     *
     * @throws IllegalArgumentException if the method can't work within it
     */
    public OptionalInt stepsOf(Budget amount) {
      return amount.steps(chosen(), end, RowWork.cost(guidance));
    }

    /**
     * The plan.
     *
     * @throws IllegalArgumentException naming the part that does not fit
     */
    public SamplePlan build() {
      Sampler method = chosen();
      return new SamplePlan(
          method,
          budget.orElseGet(this::defaultBudget),
          grid.orElseGet(() -> restoration.isPresent() ? new GridSpec.LogSnr() : method.grid()),
          end,
          seed,
          new Rows(firstRow, count),
          batch,
          labels,
          guidance,
          restoration,
          latents);
    }

    private Budget defaultBudget() {
      if (grid.isPresent() && grid.get() instanceof GridSpec.Explicit explicit) {
        return new Budget.Steps(explicit.times().size() - 1);
      }
      if (restoration.isPresent()) {
        return new Budget.Steps(100);
      }
      if (sampler.fitted()) {
        return new Budget.Evaluations(10);
      }
      if (!sampler.fixed()) {
        // What the source of adaptive-sde takes: a grey value of 256 in data of the width 2.
        return new Budget.Tolerances(0.05, 0.0078);
      }
      if (sampler.adaptive() && grid.isEmpty()) {
        return new Budget.Tolerances(1e-4, 1e-4);
      }
      return new Budget.Steps(chosen().stochastic() ? 500 : 25);
    }
  }
}
