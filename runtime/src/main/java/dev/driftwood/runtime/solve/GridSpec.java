package dev.driftwood.runtime.solve;

import dev.driftwood.runtime.failure.NearestName;
import dev.driftwood.runtime.sde.Sde;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;

/** How the times of a sampler's grid are spaced, from T down to tMin. */
public sealed interface GridSpec {
  /** Equal steps of t. */
  GridSpec UNIFORM = new Uniform();

  /** The names of all spacings; further ones are lists of times. */
  List<String> NAMES = List.of("uniform", "quadratic", "log-snr", "karras", "karras:RHO");

  /**
   * The times.
   *
   * @param steps at least 1
   * @throws IllegalArgumentException where there is no such grid
   */
  TimeGrid grid(Sde sde, double tMin, int steps);

  /** The text that {@link #parse} reads. */
  String text();

  /**
   * Reads a name, {@code karras:RHO}, or times that fall from 1, separated by commas.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  static GridSpec parse(String text) {
    if (text.contains(",")) {
      return new Explicit(Arrays.stream(text.split(",")).map(GridSpec::time).toList());
    }
    if (text.startsWith("karras:")) {
      return new Karras(time(text.substring("karras:".length())));
    }
    return switch (text) {
      case "uniform" -> UNIFORM;
      case "quadratic" -> new Quadratic();
      case "log-snr" -> new LogSnr();
      case "karras" -> new Karras(Karras.USUAL_RHO);
      default -> throw new IllegalArgumentException(NearestName.unknown("grid", text, NAMES));
    };
  }

  private static double time(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("grid: '" + text.strip() + "' (expected: a number)", e);
    }
  }

  /** Equal steps of t. */
  record Uniform() implements GridSpec {
    @Override
    public TimeGrid grid(Sde sde, double tMin, int steps) {
      return TimeGrid.uniform(Sde.HORIZON, tMin, steps);
    }

    @Override
    public String text() {
      return "uniform";
    }
  }

  /** Equal steps of √t: finer towards the data. */
  record Quadratic() implements GridSpec {
    @Override
    public TimeGrid grid(Sde sde, double tMin, int steps) {
      return between(Math.sqrt(Sde.HORIZON), Math.sqrt(tMin), steps, root -> root * root, tMin);
    }

    @Override
    public String text() {
      return "quadratic";
    }
  }

  /**
   * Equal steps of ln(α²/σ²).
   *
   * <p>Source: C. Lu et al., "DPM-Solver", NeurIPS 2022 (arXiv:2206.00927), section 4.
   */
  record LogSnr() implements GridSpec {
    @Override
    public TimeGrid grid(Sde sde, double tMin, int steps) {
      if (!(sde.sigma(tMin) > 0.0)) {
        throw new IllegalArgumentException(
            "grid: log-snr (expected: uniform, quadratic or karras where sampling ends at time "
                + tMin
                + ", as there is no noise)");
      }
      return between(sde.logSnr(Sde.HORIZON), sde.logSnr(tMin), steps, sde::timeOfLogSnr, tMin);
    }

    @Override
    public String text() {
      return "log-snr";
    }
  }

  /**
   * Equal steps of σ̄^(1/ρ) with σ̄ = σ/α.
   *
   * <p>Source: T. Karras et al., "Elucidating the design space of diffusion-based generative
   * models", NeurIPS 2022 (arXiv:2206.00364), equation 5.
   *
   * @param rho ρ, from 1 to 100
   */
  record Karras(double rho) implements GridSpec {
    /** ρ of the paper. */
    static final double USUAL_RHO = 7.0;

    /** Checks the range of ρ. */
    public Karras {
      if (!(rho >= 1.0 && rho <= 100.0)) {
        throw new IllegalArgumentException("grid: karras:" + rho + " (expected: from 1 to 100)");
      }
    }

    @Override
    public TimeGrid grid(Sde sde, double tMin, int steps) {
      return between(
          root(sde.marginal(Sde.HORIZON).scaledSigma()),
          root(sde.marginal(tMin).scaledSigma()),
          steps,
          root -> sde.timeOfLogSnr(-2.0 * rho * StrictMath.log(root)),
          tMin);
    }

    private double root(double sigma) {
      return StrictMath.pow(sigma, 1.0 / rho);
    }

    @Override
    public String text() {
      return rho == USUAL_RHO ? "karras" : "karras:" + rho;
    }
  }

  /**
   * Times that are given one by one; their last is where the sampler ends.
   *
   * @param times from 1 down, strictly
   */
  record Explicit(List<Double> times) implements GridSpec {
    /** Checks the times. */
    public Explicit {
      times = List.copyOf(times);
      TimeGrid grid = grid(times);
      if (!(grid.first() == Sde.HORIZON && grid.last() < Sde.HORIZON)) {
        throw new IllegalArgumentException(
            "grid: from " + grid.first() + " (expected: times that fall from 1)");
      }
    }

    @Override
    public TimeGrid grid(Sde sde, double tMin, int steps) {
      if (steps != times.size() - 1) {
        throw new IllegalArgumentException(
            "steps: %d (expected: %d, those of the grid)".formatted(steps, times.size() - 1));
      }
      return grid(times);
    }

    private static TimeGrid grid(List<Double> times) {
      try {
        return TimeGrid.of(times.stream().mapToDouble(Double::doubleValue).toArray());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("grid: " + e.getMessage(), e);
      }
    }

    @Override
    public String text() {
      return times.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
  }

  private static TimeGrid between(
      double first, double last, int steps, DoubleUnaryOperator time, double tMin) {
    List<Double> times = new ArrayList<>();
    times.add(Sde.HORIZON);
    for (int i = 1; i < steps; i++) {
      times.add(time.applyAsDouble((first * (steps - i) + last * i) / steps));
    }
    times.add(tMin);
    return TimeGrid.of(times.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
