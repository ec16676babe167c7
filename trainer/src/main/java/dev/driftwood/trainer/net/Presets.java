package dev.driftwood.trainer.net;

import dev.driftwood.runtime.failure.NearestName;
import dev.driftwood.runtime.ops.Network;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The networks that have a name. */
public final class Presets {
  private static final int MOST_GROUPS = 32;
  private static final int CHANNELS_OF_A_GROUP = 4;
  private static final Map<String, Supplier<Network>> BY_NAME =
      new TreeMap<>(
          Map.of("mlp", Presets::mlp, "mnist", Presets::mnist, "cifar10", Presets::cifar10));

  private Presets() {}

  /**
   * The network with a name.
   *
   * @throws IllegalArgumentException if there is none; the message names the nearest
   */
  public static Network byName(String name) {
    Supplier<Network> preset = BY_NAME.get(name);
    if (preset == null) {
      throw new IllegalArgumentException(NearestName.unknown("preset", name, names()));
    }
    return preset.get();
  }

  /** Every name, sorted. */
  public static SortedSet<String> names() {
    return new TreeSet<>(BY_NAME.keySet());
  }

  /** For points of the plane. */
  private static Network mlp() {
    return new PointMlp(2, 128, 3, 32);
  }

  /** 1,539,329 parameters for 28x28 grey images. */
  private static Network mnist() {
    return ddpm(List.of(1, 28, 28), 32, List.of(1, 2, 2));
  }

  /** 35,746,307 parameters for 32x32 colour images. */
  private static Network cifar10() {
    return ddpm(List.of(3, 32, 32), 128, List.of(1, 2, 2, 2));
  }

  private static Network ddpm(List<Integer> shape, int channels, List<Integer> multipliers) {
    return new UNet(
        new UNetSpec(
            shape, channels, multipliers, 2, List.of(16), groups(channels), UNetSpec.NEARLY_ZERO));
  }

  /**
   * At least four channels a group: with one, as 32 groups of 32 channels have it, the
   * normalisation takes away each channel's mean, and with it the image's brightness and the
   * embedded time.
   */
  private static int groups(int channels) {
    return Math.min(MOST_GROUPS, channels / CHANNELS_OF_A_GROUP);
  }
}
