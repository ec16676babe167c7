package dev.driftwood.trainer.train;

import dev.driftwood.runtime.artefact.OutputKind;
import dev.driftwood.runtime.failure.NearestName;
import java.util.Arrays;
import java.util.List;

/** What a network is trained to give; its artefact gives the drift in any case. */
public enum Target {
  /** The drift a = g · score. */
  DRIFT(OutputKind.DRIFT),
  /** ∇ log p_t(y). */
  SCORE(OutputKind.SCORE),
  /** The noise ε of y = αx + σε. */
  EPSILON(OutputKind.EPSILON),
  /** v = αε − σx; only for variance-preserving SDEs. */
  V(OutputKind.V),
  /** The clean item x. */
  X0(OutputKind.X0),
  /** The clean item, as a function of y and σ; only for {@code ve}. */
  DENOISER(OutputKind.DENOISER),
  /**
   * What EDM's preconditioning leaves to learn (Karras et al. 2022); only for {@code ve}. The
   * network with its preconditioning gives the noise.
   */
  EDM(OutputKind.EPSILON);

  private final OutputKind output;

  Target(OutputKind output) {
    this.output = output;
  }

  /** What the trained network gives, with all that belongs to it. */
  public OutputKind output() {
    return output;
  }

  /** The name users give it. */
  public String label() {
    return this == EDM ? "edm" : output.jsonName();
  }

  /**
   * The target with a name.
   *
   * @throws IllegalArgumentException if there is none; the message names the nearest
   */
  public static Target named(String name) {
    List<String> names = Arrays.stream(values()).map(Target::label).toList();
    return Arrays.stream(values())
        .filter(target -> target.label().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(NearestName.unknown("target", name, names)));
  }
}
