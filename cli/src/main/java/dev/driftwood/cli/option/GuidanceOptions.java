package dev.driftwood.cli.option;

import dev.driftwood.runtime.SamplePlan;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How classes are drawn more distinctly. */
final class GuidanceOptions {
  private static final Pattern INTERVAL = Pattern.compile("([^:]+):([^:]+)");

  @Option(
      names = "--guidance",
      paramLabel = "W",
      description =
          "The weight of classifier-free guidance, for a conditional model with a label for no"
              + " class: above 1 more of the class that --label names, 1 the class alone, 0 no"
              + " class. Takes two network evaluations in place of one.")
  private @Nullable Double weight;

  @Option(
      names = "--guidance-interval",
      paramLabel = "A:B",
      description =
          "The times, from 0 (data) to 1 (noise), at which guidance is applied; 0:1 by default.")
  private @Nullable String interval;

  /** Adds what was typed to a plan. */
  void addTo(SamplePlan.Builder plan) {
    if (weight != null) {
      plan.guidance(weight);
    }
    if (interval != null) {
      Matcher matcher = INTERVAL.matcher(interval);
      if (!matcher.matches()) {
        throw refused(interval);
      }
      plan.guidanceInterval(time(matcher.group(1)), time(matcher.group(2)));
    }
  }

  private double time(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw refused(String.valueOf(interval));
    }
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException(
        "guidance-interval: %s (expected: A:B with 0 <= A <= B <= 1)".formatted(text));
  }
}
