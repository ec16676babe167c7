package dev.driftwood.bench.exact;

import java.util.stream.IntStream;

/**
 * Eight round modes on a ring of radius 1.3, about unit scale in each dimension: mode k = 0 … 7 has
 * the weight (k + 2)/44 and a deviation that grows from 0.05 to 0.2, in the order 0, 3, 6, 1, 4, 7,
 * 2, 5 around the ring, so that heavy and light ones are neighbours.
 */
final class RingTarget {
  private static final int MODES = 8;
  private static final int STRIDE = 3;
  private static final double RADIUS = 1.3;
  private static final double NARROWEST = 0.05;
  private static final double WIDEST = 0.2;

  private RingTarget() {}

  static GaussianMixture law() {
    return new GaussianMixture(
        IntStream.range(0, MODES).mapToObj(place -> mode(place, STRIDE * place % MODES)).toList());
  }

  private static Component mode(int place, int k) {
    double angle = 2 * Math.PI * place / MODES;
    double[] mean = {RADIUS * StrictMath.cos(angle), RADIUS * StrictMath.sin(angle)};
    double deviation = NARROWEST + (WIDEST - NARROWEST) * k / (MODES - 1);
    return Component.round((k + 2) / 44.0, mean, deviation);
  }
}
