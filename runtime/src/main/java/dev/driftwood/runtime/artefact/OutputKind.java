package dev.driftwood.runtime.artefact;

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

  static List<String> names() {
    return Arrays.stream(values()).map(OutputKind::jsonName).toList();
  }
}
