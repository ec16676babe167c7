package dev.driftwood.runtime.sampler;

import dev.driftwood.runtime.failure.NearestName;
import java.util.Arrays;
import java.util.List;

/**
 * What can be set of a sampler: one name and one range for the command, the service and the API.
 *
 * <p>Values are numbers; that of an option with choices is the place of the choice.
 */
public enum SamplerOption {
  /** λ of the generative family. */
  LAMBDA(
      "lambda",
      "1 the probability flow, 0 the reverse SDE, below 0 more noise",
      -Double.MAX_VALUE,
      1.0),
  /** η, the share of the ancestral noise. */
  ETA("eta", "the share of the ancestral noise: 0 none, 1 all", 0.0, 1.0),
  /** The order of a family of methods. */
  ORDER("order", "the order of the method", 1.0, 4.0),
  /** How a method of higher order gets its evaluations. */
  VARIANT("variant", "where its further evaluations come from", List.of("multistep", "singlestep")),
  /** The variable in which a method is polynomial. */
  BASIS(
      "basis",
      "what it is a polynomial in: time, or rho, the noise over the signal",
      List.of("time", "rho")),
  /** The B(h) of UniPC. */
  BH("bh", "the function B(h) of UniPC", List.of("bh1", "bh2")),
  /** Which step comes before the correctors. */
  PREDICTOR(
      "predictor",
      "the step between the corrector's moves",
      List.of("reverse-diffusion", "ancestral", "euler-maruyama", "none")),
  /** Moves of a corrector, or at a level of noise. */
  CORRECTOR_STEPS("corrector-steps", "Langevin moves at each time of the grid", 0.0, 100_000.0),
  /** The signal-to-noise ratio of a corrector's moves. */
  SNR("snr", "the signal-to-noise ratio of a corrector's move", 0.0, 10.0),
  /** How annealed Langevin dynamics chooses its step. */
  RULE("rule", "how the step of a move is chosen", List.of("ncsnv2", "ncsn")),
  /** The step of annealed Langevin dynamics in units of the squared noise. */
  LANGEVIN_STEP("langevin-step", "the step of a move over the squared noise, for ncsn", 0.0, 2.0),
  /** S_churn of EDM. */
  CHURN("churn", "how much noise is added over all steps", 0.0, 10_000.0),
  /** S_tmin of EDM. */
  CHURN_FROM("churn-from", "the smallest noise level at which noise is added", 0.0, 1e9),
  /** S_tmax of EDM. */
  CHURN_TO("churn-to", "the largest noise level at which noise is added", 0.0, 1e9),
  /** S_noise of EDM. */
  CHURN_NOISE("churn-noise", "the deviation of the added noise", 0.5, 2.0);

  private final String label;
  private final String meaning;
  private final double least;
  private final double most;
  private final List<String> choices;

  SamplerOption(String label, String meaning, double least, double most) {
    this(label, meaning, least, most, List.of());
  }

  SamplerOption(String label, String meaning, List<String> choices) {
    this(label, meaning, 0, choices.size() - 1.0, choices);
  }

  SamplerOption(String label, String meaning, double least, double most, List<String> choices) {
    this.label = label;
    this.meaning = meaning;
    this.least = least;
    this.most = most;
    this.choices = choices;
  }

  /**
   * The option of that name.
   *
   * @throws IllegalArgumentException if there is none; it names the nearest
   */
  public static SamplerOption named(String name) {
    List<String> names = Arrays.stream(values()).map(SamplerOption::label).toList();
    return Arrays.stream(values())
        .filter(option -> option.label.equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(NearestName.unknown("option", name, names)));
  }

  /** The name users give it. */
  public String label() {
    return label;
  }

  /** What it means, in words for the user. */
  public String meaning() {
    return meaning;
  }

  /** What it can be, where it is no number. */
  public List<String> choices() {
    return choices;
  }

  /**
   * The number that a text stands for.
   *
   * @throws IllegalArgumentException if it is out of range or no such choice
   */
  public double parse(String text) {
    if (choices.isEmpty()) {
      return checked(number(text));
    }
    int place = choices.indexOf(text);
    if (place < 0) {
      throw new IllegalArgumentException(NearestName.unknown(label, text, choices));
    }
    return place;
  }

  /** The text that stands for a number. */
  public String text(double value) {
    if (!choices.isEmpty()) {
      return choices.get((int) value);
    }
    return plain(value);
  }

  /**
   * The number itself.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  double checked(double value) {
    boolean inside = value >= least && value <= most;
    if (inside && (!(isWhole() || !choices.isEmpty()) || value == Math.rint(value))) {
      return value;
    }
    throw new IllegalArgumentException(
        "%s: %s (expected: %s)".formatted(label, plain(value), range()));
  }

  private boolean isWhole() {
    return this == ORDER || this == CORRECTOR_STEPS;
  }

  private String range() {
    String numbers = isWhole() ? "a whole number" : "a number";
    if (least == -Double.MAX_VALUE) {
      return "<= " + plain(most) + " and finite";
    }
    return "%s from %s to %s".formatted(numbers, plain(least), plain(most));
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s: '%s' (expected: %s)".formatted(label, text, range()), e);
    }
  }
}
