package dev.driftwood.bench.exact;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Images of 28x28 pixels, values about [−1, 1]: ten shapes, each of four bright spots on a dark
 * ground. Component k = 0 … 9 has the weight (k + 5)/95; its twelve directions span how its spots
 * change where each of them moves across, moves down or brightens, so that drawn images are bent
 * forms of the shape; the deviations along them fall from 2.5 to 0.7 (in length over all pixels),
 * and every pixel has noise of deviation 0.05 besides.
 */
final class ImageTarget {
  private static final int COMPONENTS = 10;
  private static final int SPOTS = 4;
  private static final double GROUND = -0.9;
  private static final double LARGEST = 2.5;
  private static final double DECAY = 0.89;
  private static final double PIXEL_DEVIATION = 0.05;
  private static final NoiseStream NOISE = new NoiseStream(784);

  private ImageTarget() {}

  static GaussianMixture law() {
    return new GaussianMixture(
        IntStream.range(0, COMPONENTS).mapToObj(ImageTarget::component).toList());
  }

  private static Component component(int k) {
    List<Blob> spots = IntStream.range(0, SPOTS).mapToObj(spot -> blob(k, spot)).toList();
    double[][] changes =
        spots.stream()
            .flatMap(s -> Stream.of(s.acrossward(), s.downward(), s.image()))
            .toArray(double[][]::new);
    return Component.of(
        (k + 5) / 95.0,
        mean(spots),
        OrthonormalBasis.spannedBy(changes),
        variances(changes.length),
        PIXEL_DEVIATION * PIXEL_DEVIATION);
  }

  private static Blob blob(int k, int spot) {
    double[] uniforms = new double[3];
    NOISE.uniforms(k, Purpose.DATA_SYNTHESIS, spot, 0, 0, uniforms);
    return new Blob(6 + 16 * uniforms[0], 6 + 16 * uniforms[1], 2 + 2 * uniforms[2]);
  }

  private static double[] mean(List<Blob> spots) {
    double[] mean = new double[Blob.SIDE * Blob.SIDE];
    spots.forEach(spot -> Vectors.add(mean, 1.5, spot.image()));
    return IntStream.range(0, mean.length)
        .mapToDouble(i -> GROUND + Math.min(mean[i], 1.8))
        .toArray();
  }

  private static double[] variances(int rank) {
    return IntStream.range(0, rank)
        .mapToDouble(j -> LARGEST * StrictMath.pow(DECAY, j))
        .map(deviation -> deviation * deviation)
        .toArray();
  }
}
