package dev.driftwood.runtime.anomaly;

import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.Dequantiser;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.image.Image;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What an image is without any network: brightness, contrast, how much of it is dark or bright, the
 * energies of its Haar bands, how coloured it is, and the length of its lossless code. A network
 * judges structure and may be at ease with simple images of another kind, which these tell.
 *
 * @param shape of the images
 * @param levels of a pixel
 */
public record PictureStatistics(ItemShape shape, int levels) {
  private static final double DARK = 0.02;
  private static final double BRIGHT = 0.98;
  private static final double CONTRAST_FLOOR = 1e-2;

  /** Half a level of 256 or so, squared: below it there is nothing to see. */
  private static final double ENERGY_FLOOR = 1e-5;

  private static final int COLOURS = 3;

  /** The statistics of a model's images. */
  public static PictureStatistics of(ItemShape shape, DataSpec data) {
    return new PictureStatistics(shape, ((DataSpec.Images) data).levels());
  }

  /** How many numbers {@link #of(Image)} gives. */
  int count() {
    return 5 + 3 * HaarBands.octaves(shape) + (isColoured() ? 2 : 0);
  }

  /** The statistics of an image. */
  public double[] of(Image image) {
    int[] pixels = levels(image);
    double[] x = new double[pixels.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (pixels[i] + 0.5) / levels;
    }
    List<Double> all = new ArrayList<>();
    addMoments(x, all);
    all.add(StrictMath.log(codeBits(pixels) / x.length));
    for (double energy : new HaarBands(shape).energies(x)) {
      all.add(StrictMath.log(energy + ENERGY_FLOOR));
    }
    if (isColoured()) {
      all.add(StrictMath.log(ChannelSpread.of(shape, x) + ENERGY_FLOOR));
      all.add(StrictMath.log(ChannelSpread.of(shape, balanced(x)) + ENERGY_FLOOR));
    }
    return all.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The length of an image's lossless code, bits. */
  public double codeBits(Image image) {
    return codeBits(levels(image));
  }

  private double codeBits(int[] pixels) {
    return new CodeLength(shape, levels).bits(pixels);
  }

  private boolean isColoured() {
    return shape.channels() == COLOURS;
  }

  private int[] levels(Image image) {
    Dequantiser bins = new Dequantiser(levels);
    int[] pixels = new int[image.shape().size()];
    for (int i = 0; i < pixels.length; i++) {
      double value = image.value(i);
      pixels[i] = image.type().isQuantised() ? (int) value : bins.level(value);
    }
    return pixels;
  }

  private static void addMoments(double[] x, List<Double> to) {
    double mean = Arrays.stream(x).average().orElseThrow();
    double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    to.add(mean);
    to.add(StrictMath.log(Math.sqrt(variance) + CONTRAST_FLOOR));
    to.add(Arrays.stream(x).filter(v -> v < DARK).count() / (double) x.length);
    to.add(Arrays.stream(x).filter(v -> v > BRIGHT).count() / (double) x.length);
  }

  /** Every channel less its mean, so that a tint over the whole image does not count as colour. */
  private double[] balanced(double[] x) {
    int pixels = x.length / shape.channels();
    double[] balanced = new double[x.length];
    for (int c = 0; c < shape.channels(); c++) {
      double mean = Arrays.stream(x, c * pixels, (c + 1) * pixels).average().orElseThrow();
      for (int i = c * pixels; i < (c + 1) * pixels; i++) {
        balanced[i] = x[i] - mean;
      }
    }
    return balanced;
  }
}
