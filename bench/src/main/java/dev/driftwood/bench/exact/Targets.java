package dev.driftwood.bench.exact;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The targets by name; each is the same law on every machine. */
public final class Targets {
  private static final Map<String, Supplier<GaussianMixture>> BY_NAME = byName();

  private Targets() {}

  private static Map<String, Supplier<GaussianMixture>> byName() {
    Map<String, Supplier<GaussianMixture>> targets = new LinkedHashMap<>();
    targets.put("mixture-2d", RingTarget::law);
    targets.put("mixture-64d", CorrelatedTarget::law);
    targets.put("images-784d", ImageTarget::law);
    return targets;
  }

  /** All names, by dimension. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /**
   * The law of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static GaussianMixture byName(String name) {
    Supplier<GaussianMixture> target = BY_NAME.get(name);
    if (target == null) {
      throw new IllegalArgumentException("target: " + name + " (expected: one of " + names() + ")");
    }
    return target.get();
  }
}
