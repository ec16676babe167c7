package dev.driftwood.runtime.image;

import dev.driftwood.runtime.data.ItemShape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Resizes an image by linear interpolation along each axis; shrinking widens the triangle kernel by
 * the scale, so that no pixel is left out.
 *
 * <p>Written out, and not left to the desktop toolkit, because the result's bits are what an item's
 * randomness is keyed by: they must not depend on the JDK, nor on colour management.
 */
final class BilinearResize {
  private BilinearResize() {}

  /** The image in the height and width of {@code wanted}, which has as many channels. */
  static Image resize(Image image, ItemShape wanted) {
    ItemShape from = image.shape();
    ItemShape wide = ItemShape.image(from.channels(), from.height(), wanted.width());
    double[] across = alongWidth(image.values(), from, kernels(from.width(), wanted.width()));
    double[] both = alongHeight(across, wide, kernels(from.height(), wanted.height()));
    byte[] bytes = new byte[both.length * image.type().bytes()];
    for (int i = 0; i < both.length; i++) {
      Elements.put(bytes, image.type(), i, both[i]);
    }
    return Image.owning(image.id(), wanted, image.type(), bytes);
  }

  private static double[] alongWidth(double[] values, ItemShape from, List<Kernel> kernels) {
    int rows = from.channels() * from.height();
    int to = kernels.size();
    double[] out = new double[rows * to];
    for (int row = 0; row < rows; row++) {
      for (int x = 0; x < to; x++) {
        out[row * to + x] = kernels.get(x).apply(values, row * from.width(), 1);
      }
    }
    return out;
  }

  private static double[] alongHeight(double[] values, ItemShape from, List<Kernel> kernels) {
    int width = from.width();
    int to = kernels.size() * width;
    double[] out = new double[from.channels() * to];
    for (int c = 0; c < from.channels(); c++) {
      for (int i = 0; i < to; i++) {
        int start = c * from.height() * width + i % width;
        out[c * to + i] = kernels.get(i / width).apply(values, start, width);
      }
    }
    return out;
  }

  private static List<Kernel> kernels(int from, int to) {
    return IntStream.range(0, to).mapToObj(i -> Kernel.at(i, from, to)).toList();
  }

  /**
   * The weights, adding up to 1, of the input places from {@code first} on for one output place.
   */
  private record Kernel(int first, double[] weights) {
    static Kernel at(int place, int from, int to) {
      double scale = (double) from / to;
      double reach = Math.max(1, scale);
      double centre = (place + 0.5) * scale - 0.5;
      int first = (int) Math.max(0, Math.ceil(centre - reach));
      int last = (int) Math.min(from - 1, Math.floor(centre + reach));
      double[] weights = new double[last - first + 1];
      double total = 0;
      for (int k = 0; k < weights.length; k++) {
        weights[k] = 1 - Math.abs(first + k - centre) / reach;
        total += weights[k];
      }
      for (int k = 0; k < weights.length; k++) {
        weights[k] /= total;
      }
      return new Kernel(first, weights);
    }

    double apply(double[] values, int start, int stride) {
      double sum = 0;
      for (int k = 0; k < weights.length; k++) {
        sum += weights[k] * values[start + (first + k) * stride];
      }
      return sum;
    }
  }
}
