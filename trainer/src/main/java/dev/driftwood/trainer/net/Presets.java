package dev.driftwood.trainer.net;

import dev.driftwood.runtime.failure.NearestName;
import dev.driftwood.runtime.ops.Network;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The networks that have a name. */
public final class Presets {
  private static final int MOST_GROUPS = 32;
  private static final int CHANNELS_OF_A_GROUP = 4;
  private static final int SMALL_CHANNELS = 32;
  private static final int DISCRETE_TIMES = 1000;
  private static final List<Integer> SMALL_GREY = List.of(1, 28, 28);
  private static final Map<String, Preset> BY_NAME =
      new TreeMap<>(
          Map.of(
              "mlp", (shape, labels) -> mlp(labels),
              "mnist", (shape, labels) -> mnist(labels),
              "cifar10", (shape, labels) -> cifar10(labels),
              "small", Presets::small));

  private Presets() {}

  /**
   * The network with a name, for the items that it is usual for.
   *
   * @throws IllegalArgumentException if there is none; the message names the nearest
   */
  public static Network byName(String name) {
    return byName(name, SMALL_GREY, 0);
  }

  /**
   * The network with a name, for items of a shape where the network is made for any.
   *
   * @param shape {@code [c, h, w]} or {@code [d]}
   * @param labels how many labels it takes, the one for "no class" among them; 0 for none
   * @throws IllegalArgumentException if there is none, with the nearest name, or if it can't be
   *     made for the shape
   */
  public static Network byName(String name, List<Integer> shape, int labels) {
    requireKnown(name);
    return BY_NAME.get(name).network(shape, labels);
  }

  /**
   * Requires that there is a network with a name.
   *
   * @throws IllegalArgumentException if there is none; the message names the nearest
   */
  public static void requireKnown(String name) {
    if (!BY_NAME.containsKey(name)) {
      throw new IllegalArgumentException(NearestName.unknown("preset", name, names()));
    }
  }

  /** Every name, sorted. */
  public static SortedSet<String> names() {
    return new TreeSet<>(BY_NAME.keySet());
  }

  /** For points of the plane. */
  private static Network mlp(int labels) {
    if (labels > 0) {
      throw new IllegalArgumentException(
          "labels: given (expected: none, as preset mlp takes none)");
    }
    return new PointMlp(2, 128, 3, 32);
  }

  /** 1,539,329 parameters for 28x28 grey images. */
  private static Network mnist(int labels) {
    return ddpm(List.of(1, 28, 28), 32, List.of(1, 2, 2), labels);
  }

  /** 35,746,307 parameters for 32x32 colour images. */
  private static Network cifar10(int labels) {
    return ddpm(List.of(3, 32, 32), 128, List.of(1, 2, 2, 2), labels);
  }

  /**
   * For images of any kind whose sides divide by 4, on a few cores: squares of 2 x 2 pixels are
   * one, which takes most of the cost away.
   */
  private static Network small(List<Integer> shape, int labels) {
    return new UNet(
        new UNetSpec(
            shape,
            2,
            DISCRETE_TIMES,
            SMALL_CHANNELS,
            List.of(1, 2),
            2,
            List.of(),
            groups(SMALL_CHANNELS),
            UNetSpec.NEARLY_ZERO),
        labels);
  }

  private static Network ddpm(
      List<Integer> shape, int channels, List<Integer> multipliers, int labels) {
    return new UNet(
        new UNetSpec(
            shape,
            1,
            1,
            channels,
            multipliers,
            2,
            List.of(16),
            groups(channels),
            UNetSpec.NEARLY_ZERO),
        labels);
  }

  /**
   * At least four channels a group: with one, as 32 groups of 32 channels have it, the
   * normalisation takes away each channel's mean, and with it the image's brightness and the
   * embedded time.
   */
  private static int groups(int channels) {
    return Math.min(MOST_GROUPS, channels / CHANNELS_OF_A_GROUP);
  }

  /** Makes a network for items of a shape, with a number of labels. */
  private interface Preset {
    Network network(List<Integer> shape, int labels);
  }
}
