package dev.driftwood.bench.exact;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import java.util.stream.IntStream;

/**
 * Five correlated modes in 64 dimensions, about unit scale in each: component k = 0 … 4 has the
 * weight (k + 1)/15, a mean of independent numbers of N(0, 0.6²), and full covariance in a random
 * basis, with eigenvalues evenly spread on a logarithmic axis from 0.03 to 3.
 */
final class CorrelatedTarget {
  private static final int DIMENSION = 64;
  private static final int COMPONENTS = 5;
  private static final double MEAN_DEVIATION = 0.6;
  private static final double LARGEST = 3;
  private static final double DECADES = 2;
  private static final NoiseStream NOISE = new NoiseStream(64);

  /** The bases take the rows from 0 on; the means take these. */
  private static final long FIRST_MEAN_ROW = 1000;

  private CorrelatedTarget() {}

  static GaussianMixture law() {
    return new GaussianMixture(
        IntStream.range(0, COMPONENTS).mapToObj(CorrelatedTarget::component).toList());
  }

  private static Component component(int k) {
    double[] mean = new double[DIMENSION];
    NOISE.normals(FIRST_MEAN_ROW + k, Purpose.DATA_SYNTHESIS, 0, 0, 0, mean);
    return Component.of(
        (k + 1) / 15.0,
        Vectors.scaled(MEAN_DEVIATION, mean),
        OrthonormalBasis.random(DIMENSION, NOISE, k),
        eigenvalues(),
        0);
  }

  private static double[] eigenvalues() {
    return IntStream.range(0, DIMENSION)
        .mapToDouble(j -> LARGEST * StrictMath.pow(10, -DECADES * j / (DIMENSION - 1)))
        .toArray();
  }
}
