package dev.driftwood.trainer.net;

import dev.driftwood.runtime.failure.NearestName;
import dev.driftwood.runtime.ops.Network;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The networks that have a name, and what can be changed of them. */
public final class Presets {
  private static final String MLP = "mlp";
  private static final int IMAGE_RANK = 3;
  private static final Map<String, UNetPreset> U_NETS = UNetPreset.all();

  private Presets() {}

  /**
   * The network with a name, for the items that it is usual for.
   *
   * @throws IllegalArgumentException if there is none; the message names the nearest
   */
  public static Network byName(String name) {
    return byName(name, usualShape(name), 0);
  }

  /**
   * The shape of the items that a network is usual for.
   *
   * @throws IllegalArgumentException if there is no such network; the message names the nearest
   */
  public static List<Integer> usualShape(String name) {
    requireKnown(name);
    return name.equals(MLP) ? List.of(2) : U_NETS.get(name).usualShape();
  }

  /**
   * The network with a name, for items of a shape.
   *
   * @param shape {@code [c, h, w]} or {@code [d]}
   * @param labels how many labels it takes, the one for "no class" among them; 0 for none
   * @throws IllegalArgumentException if there is none, with the nearest name, or if it can't be
   *     made for the shape
   */
  public static Network byName(String name, List<Integer> shape, int labels) {
    return changed(name, Map.of(), shape, labels);
  }

  /**
   * The network with a name and some options changed, for items of a shape.
   *
   * @param changes values as a user types them
   * @throws IllegalArgumentException if there is none, with the nearest name, or if it can't be
   *     made so
   */
  public static Network changed(
      String name, Map<NetworkOption, String> changes, List<Integer> shape, int labels) {
    Optional<UNetSpec> spec = spec(name, changes);
    if (spec.isEmpty()) {
      return mlp(labels);
    }
    if (shape.size() != IMAGE_RANK) {
      throw new IllegalArgumentException(
          "preset: %s for items of shape %s (expected: images, or preset mlp)"
              .formatted(name, shape));
    }
    return new UNet(shape, spec.get(), labels);
  }

  /**
   * What a preset is with some options changed: all its options by name, in their order; none where
   * it has none.
   */
  public static Map<String, Object> options(String name, Map<NetworkOption, String> changes) {
    Map<String, Object> options = new LinkedHashMap<>();
    spec(name, changes)
        .ifPresent(
            spec -> {
              for (NetworkOption option : NetworkOption.values()) {
                options.put(option.label(), option.of(spec));
              }
            });
    return options;
  }

  private static Optional<UNetSpec> spec(String name, Map<NetworkOption, String> changes) {
    requireKnown(name);
    if (name.equals(MLP)) {
      changes.forEach(
          (option, value) -> {
            throw new IllegalArgumentException(
                "%s: %s (expected: none, as preset mlp has no such option)"
                    .formatted(option.label(), value));
          });
      return Optional.empty();
    }
    UNetDraft draft = U_NETS.get(name).spec().changed();
    changes.forEach((option, value) -> option.set(draft, value));
    return Optional.of(draft.build());
  }

  /**
   * Requires that there is a network with a name.
   *
   * @throws IllegalArgumentException if there is none; the message names the nearest
   */
  public static void requireKnown(String name) {
    if (!names().contains(name)) {
      throw new IllegalArgumentException(NearestName.unknown("preset", name, names()));
    }
  }

  /** Every name, sorted. */
  public static SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>(U_NETS.keySet());
    names.add(MLP);
    return names;
  }

  /** For points of the plane. */
  private static Network mlp(int labels) {
    if (labels > 0) {
      throw new IllegalArgumentException(
          "labels: given (expected: none, as preset mlp takes none)");
    }
    return new PointMlp(2, 128, 3, 32);
  }
}
