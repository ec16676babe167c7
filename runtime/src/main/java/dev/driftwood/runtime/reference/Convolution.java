package dev.driftwood.runtime.reference;

import dev.driftwood.runtime.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Convolution by its definition, over any number of axes.
 *
 * @param windows how the weight moves
 * @param groups into how many parts the channels fall, each with its own weights
 */
record Convolution(Windows windows, int groups) {
  /**
   * The cross-correlation of {@code x [n, g·c, …]} with {@code weight [g·o, c, …]}, plus a bias
   * {@code [g·o]} where there is one.
   */
  Tensor of(Tensor x, Tensor weight, @Nullable Tensor bias) {
    Tensor y = filled(x.shape().dim(0), weight.shape().dim(0), windows.output(), bias);
    int[][] places = windows.places();
    int inputs = weight.shape().dim(1);
    int outputs = weight.shape().dim(0) / groups;
    for (int n = 0; n < x.shape().dim(0); n++) {
      for (int o = 0; o < groups * outputs; o++) {
        for (int c = 0; c < inputs; c++) {
          int from = n * groups * inputs + o / outputs * inputs + c;
          correlate(x, from, weight, o * inputs + c, y, n * groups * outputs + o, places);
        }
      }
    }
    return y;
  }

  private static void correlate(
      Tensor x, int from, Tensor weight, int kernel, Tensor y, int to, int[][] places) {
    int plane = size(x);
    int taps = size(weight);
    for (int window = 0; window < places.length; window++) {
      double sum = 0;
      for (int tap = 0; tap < taps; tap++) {
        int place = places[window][tap];
        if (place >= 0) {
          sum += weight.values()[kernel * taps + tap] * x.values()[from * plane + place];
        }
      }
      y.values()[to * places.length + window] += sum;
    }
  }

  /**
   * The transpose of {@link #of} in x: {@code x [n, g·o, …]} spread by {@code weight [g·o, c, …]}
   * to {@code [n, g·c, …]}, plus a bias {@code [g·c]} where there is one.
   */
  Tensor transposed(Tensor x, Tensor weight, @Nullable Tensor bias) {
    int outputs = weight.shape().dim(1);
    int inputs = weight.shape().dim(0) / groups;
    Tensor y = filled(x.shape().dim(0), groups * outputs, windows.input(), bias);
    int[][] places = windows.places();
    for (int n = 0; n < x.shape().dim(0); n++) {
      for (int c = 0; c < groups * inputs; c++) {
        for (int o = 0; o < outputs; o++) {
          int to = n * groups * outputs + c / inputs * outputs + o;
          spread(x, n * groups * inputs + c, weight, c * outputs + o, y, to, places);
        }
      }
    }
    return y;
  }

  private static void spread(
      Tensor x, int from, Tensor weight, int kernel, Tensor y, int to, int[][] places) {
    int plane = size(y);
    int taps = size(weight);
    for (int window = 0; window < places.length; window++) {
      for (int tap = 0; tap < taps; tap++) {
        int place = places[window][tap];
        if (place >= 0) {
          y.values()[to * plane + place] +=
              weight.values()[kernel * taps + tap] * x.values()[from * places.length + window];
        }
      }
    }
  }

  private static Tensor filled(int rows, int channels, Shape plane, @Nullable Tensor bias) {
    List<Integer> dims = new ArrayList<>(List.of(rows, channels));
    dims.addAll(plane.dims());
    Tensor y = Tensor.zeros(new Shape(dims));
    int size = size(y);
    for (int i = 0; bias != null && i < y.values().length; i++) {
      y.values()[i] = bias.values()[i / size % channels];
    }
    return y;
  }

  /** Number of elements for each pair of the first two axes. */
  private static int size(Tensor x) {
    return Math.toIntExact(x.shape().with(0, 1).with(1, 1).size());
  }
}
