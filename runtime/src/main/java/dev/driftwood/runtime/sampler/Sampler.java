package dev.driftwood.runtime.sampler;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.VariancePreserving;
import dev.driftwood.runtime.solve.EndPolicy;
import dev.driftwood.runtime.solve.GridMethod;
import dev.driftwood.runtime.solve.GridSpec;
import dev.driftwood.runtime.solve.Order;
import dev.driftwood.runtime.solve.SamplingStepper;
import dev.driftwood.runtime.solve.Tolerance;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * A sampler with all that can be set of it; immutable and valid from construction.
 *
 * @param kind which
 * @param settings every option that the kind has
 */
public record Sampler(SamplerKind kind, SamplerSettings settings) {
  private static final Sde ANY = VariancePreserving.standard();

  /**
   * Fills in what is not set.
   *
   * @throws IllegalArgumentException if an option is set that the kind does not have, or one is out
   *     of the kind's own range
   */
  public Sampler {
    for (SamplerOption option : settings.values().keySet()) {
      if (!kind.options().containsKey(option)) {
        throw new IllegalArgumentException(
            "%s: given (expected: %s with %s)"
                .formatted(option.label(), known(kind), kind.label()));
      }
    }
    settings = settings.over(kind.options());
    requireMethod(kind, settings);
  }

  /** A method checks what one option alone can't. */
  private static void requireMethod(SamplerKind kind, SamplerSettings all) {
    kind.recipe().grid().ifPresent(grid -> grid.of(ANY, all));
  }

  /** A sampler as it is where nothing is set. */
  public static Sampler of(SamplerKind kind) {
    return new Sampler(kind, SamplerSettings.NONE);
  }

  private static String known(SamplerKind kind) {
    return kind.options().isEmpty()
        ? "no such option"
        : kind.options().keySet().stream()
            .map(SamplerOption::label)
            .collect(Collectors.joining(", "));
  }

  /** The method on a fixed grid, where it has one. */
  public GridMethod method(Sde sde) {
    return kind.recipe().grid().orElseThrow().of(sde, settings);
  }

  /** The stepper that chooses its own steps, from T down to tMin, where it has one. */
  public SamplingStepper<?> adaptive(Sde sde, double tMin, Tolerance tolerance, NoiseStream noise) {
    return kind.recipe().adaptive().orElseThrow().of(sde, tMin, tolerance, noise);
  }

  /**
   * Checks that it can take the steps of a fixed grid.
   *
   * @throws IllegalArgumentException if it can't
   */
  public void requireFixed() {
    if (!kind.fixed() && !kind.fitted()) {
      throw new IllegalArgumentException(
          "steps, evaluations: given (expected: rtol, atol with %s, which chooses its own steps)"
              .formatted(kind.label()));
    }
  }

  /**
   * Checks that it can choose its steps by tolerances.
   *
   * @throws IllegalArgumentException if it can't
   */
  public void requireAdaptive() {
    if (!kind.adaptive()) {
      throw new IllegalArgumentException(
          "rtol, atol: given (expected: steps or evaluations with %s, which takes fixed steps)"
              .formatted(kind.label()));
    }
  }

  /** Whether noise enters on the way, as it is set. */
  public boolean stochastic() {
    return kind.fixed() ? order().deterministic().isEmpty() : kind.stochastic();
  }

  /** What is proved of its error on a fixed grid. */
  public Order order() {
    return kind.fixed() ? method(ANY).order() : Order.none();
  }

  /** The grid that it takes where none is given. */
  public GridSpec grid() {
    return kind.fixed() ? method(ANY).grid() : GridSpec.UNIFORM;
  }

  /** Evaluations of a step on a fixed grid; nothing where it has none. */
  public OptionalInt evaluationsPerStep() {
    if (kind.fitted()) {
      return OptionalInt.of(1);
    }
    return kind.fixed() ? OptionalInt.of(method(ANY).evaluationsPerStep()) : OptionalInt.empty();
  }

  /** Evaluations of so many steps on a fixed grid. */
  public long evaluations(int steps, EndPolicy end) {
    long onGrid = kind.fitted() ? steps : method(ANY).evaluations(steps);
    return onGrid + end.evaluations();
  }

  /** The steps on a fixed grid that use exactly so many evaluations, one a drift. */
  public int stepsFor(int evaluations, EndPolicy end) {
    return stepsFor(evaluations, end, 1);
  }

  /**
   * The steps on a fixed grid that use exactly so many evaluations.
   *
   * @param cost evaluations that a drift takes
   * @throws IllegalArgumentException if no number of steps does; it names the nearest that can be
   *     met
   */
  public int stepsFor(int evaluations, EndPolicy end, int cost) {
    requireFixed();
    int above = leastSteps(evaluations, end, cost);
    long met = cost * evaluations(above, end);
    if (met == evaluations) {
      return above;
    }
    long below = above > 1 ? cost * evaluations(above - 1, end) : met;
    long nearest = evaluations - below <= met - evaluations ? below : met;
    throw new IllegalArgumentException(
        "evaluations: %d (expected: what whole steps of %s take; the nearest is %d)"
            .formatted(evaluations, kind.label(), nearest));
  }

  /** The fewest steps that take at least so many evaluations: each takes one or more. */
  private int leastSteps(int evaluations, EndPolicy end, int cost) {
    int least = 1;
    int most = Math.max(1, evaluations);
    while (least < most) {
      int middle = least + (most - least) / 2;
      if (cost * evaluations(middle, end) >= evaluations) {
        most = middle;
      } else {
        least = middle + 1;
      }
    }
    return least;
  }
}
