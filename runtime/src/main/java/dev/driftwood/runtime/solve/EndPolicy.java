package dev.driftwood.runtime.solve;

import dev.driftwood.runtime.failure.NearestName;
import java.util.Arrays;
import java.util.List;

/** What a sampler does at tMin, where its grid ends. */
public enum EndPolicy {
  /** Leaves out the noise of the last step: the mean of its law. */
  MEAN("mean"),
  /** One further evaluation at tMin, and the denoised x̂₀ = (y + σ (σ/g) a)/α. */
  DENOISE("denoise"),
  /** Nothing: a draw at tMin, with the noise that is still in it. */
  STOP("stop");

  private final String label;

  EndPolicy(String label) {
    this.label = label;
  }

  /** The name users give it. */
  public String label() {
    return label;
  }

  /** Evaluations beyond those of the grid. */
  public int evaluations() {
    return this == DENOISE ? 1 : 0;
  }

  /**
   * The policy of that name.
   *
   * @throws IllegalArgumentException if there is none; it names the nearest
   */
  public static EndPolicy named(String name) {
    List<String> names = Arrays.stream(values()).map(EndPolicy::label).toList();
    return Arrays.stream(values())
        .filter(policy -> policy.label.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(NearestName.unknown("end", name, names)));
  }
}
