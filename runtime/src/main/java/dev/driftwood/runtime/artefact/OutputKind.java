package dev.driftwood.runtime.artefact;

import dev.driftwood.runtime.failure.NearestName;
import java.util.Arrays;
import java.util.List;

/** What a network's output means; all but {@link #DRIFT} are converted on load. */
public enum OutputKind implements JsonNamed {
  /** The drift a = g · score. */
  DRIFT("drift"),
  /** ∇ log p_t(y). */
  SCORE("score"),
  /** The noise ε of y = αx + σε. */
  EPSILON("epsilon"),
  /** v = αε − σx; only for variance-preserving SDEs. */
  V("v"),
  /** The clean item x. */
  X0("x0"),
  /** The clean item, as a function of y and σ; only for {@code ve}. */
  DENOISER("denoiser");

  private final String jsonName;

  OutputKind(String jsonName) {
    this.jsonName = jsonName;
  }

  @Override
  public String jsonName() {
    return jsonName;
  }

  /**
   * How the noise follows from an output of this kind.
   *
   * <pre>
   *   drift a:      ε̂ = −(σ/g) a
   *   score s:      ε̂ = −σ s
   *   v:            ε̂ = (σ y + α v)/(α² + σ²)
   *   x0, denoiser: ε̂ = (y − α x₀)/σ,               σ > 0
   * </pre>
   *
   * @param alpha α(t)
   * @param sigma σ(t)
   * @param sigmaOverG σ(t)/g(t)
   */
  public NoiseEstimate noise(double alpha, double sigma, double sigmaOverG) {
    double squares = alpha * alpha + sigma * sigma;
    return switch (this) {
      case DRIFT -> new NoiseEstimate(0, -sigmaOverG);
      case SCORE -> new NoiseEstimate(0, -sigma);
      case EPSILON -> new NoiseEstimate(0, 1);
      case V -> new NoiseEstimate(sigma / squares, alpha / squares);
      case X0, DENOISER -> new NoiseEstimate(1 / sigma, -alpha / sigma);
    };
  }

  /** Whether an output of this kind is the score times a function of t. */
  public boolean isScoreInProportion() {
    return this == DRIFT || this == SCORE || this == EPSILON;
  }

  /** The kind with a name, as in a description. */
  public static OutputKind byName(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.jsonName.equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(NearestName.unknown("target", name, names())));
  }

  static List<String> names() {
    return Arrays.stream(values()).map(OutputKind::jsonName).toList();
  }
}
