package dev.driftwood.runtime.data;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.util.List;

/**
 * The fixed, invertible map y = T(x) from data space (the dequantised x, in [0, 1) for images) to
 * the space that the network works in. It acts on each number by itself, so its Jacobian is
 * diagonal.
 *
 * <p>Methods take an item flattened in C order (channels outermost) and return fresh arrays. Their
 * logarithms are {@link StrictMath}'s: a score's bits depend on them.
 */
public sealed interface DataTransform {
  /** The name in a model's description. */
  String name();

  /** y = T(x). */
  double[] forward(double[] x);

  /** x = T⁻¹(y). */
  double[] inverse(double[] y);

  /** log|det ∂y/∂x| at x, in nats. */
  double logDeterminant(double[] x);

  /** Checks that the transform suits items with this many channels. */
  default void requireChannels(int channels) {}

  /** y = x, for points. */
  record None() implements DataTransform {
    @Override
    public String name() {
      return "none";
    }

    @Override
    public double[] forward(double[] x) {
      return x.clone();
    }

    @Override
    public double[] inverse(double[] y) {
      return y.clone();
    }

    @Override
    public double logDeterminant(double[] x) {
      return 0;
    }
  }

  /** y = x, for images: the network sees [0, 1). */
  record Unit() implements DataTransform {
    @Override
    public String name() {
      return "unit";
    }

    @Override
    public double[] forward(double[] x) {
      return x.clone();
    }

    @Override
    public double[] inverse(double[] y) {
      return y.clone();
    }

    @Override
    public double logDeterminant(double[] x) {
      return 0;
    }
  }

  /** y = 2x − 1: the network sees [−1, 1). */
  record Centered() implements DataTransform {
    private static final double LN_2 = StrictMath.log(2);

    @Override
    public String name() {
      return "centered";
    }

    @Override
    public double[] forward(double[] x) {
      double[] y = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        y[i] = 2 * x[i] - 1;
      }
      return y;
    }

    @Override
    public double[] inverse(double[] y) {
      double[] x = new double[y.length];
      for (int i = 0; i < y.length; i++) {
        x[i] = (y[i] + 1) / 2;
      }
      return x;
    }

    @Override
    public double logDeterminant(double[] x) {
      return x.length * LN_2;
    }
  }

  /**
   * y = (x − mean) / std, by channel (of a point: by dimension).
   *
   * @param mean in data space, one a channel
   * @param std in data space, one a channel, positive
   */
  record Standardized(List<Double> mean, List<Double> std) implements DataTransform {
    /** Checks the lists. */
    public Standardized {
      mean = List.copyOf(mean);
      std = List.copyOf(std);
      if (mean.isEmpty() || !mean.stream().allMatch(Double::isFinite)) {
        throw new IllegalArgumentException("mean: " + mean + " (expected: one number a channel)");
      }
      if (std.size() != mean.size() || !std.stream().allMatch(s -> s > 0 && s < 1e300)) {
        throw new IllegalArgumentException(
            "std: " + std + " (expected: " + mean.size() + " positive numbers, as mean has)");
      }
    }

    @Override
    public String name() {
      return "standardized";
    }

    @Override
    public double[] forward(double[] x) {
      int plane = plane(x);
      double[] y = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        y[i] = (x[i] - mean.get(i / plane)) / std.get(i / plane);
      }
      return y;
    }

    @Override
    public double[] inverse(double[] y) {
      int plane = plane(y);
      double[] x = new double[y.length];
      for (int i = 0; i < y.length; i++) {
        x[i] = y[i] * std.get(i / plane) + mean.get(i / plane);
      }
      return x;
    }

    @Override
    public double logDeterminant(double[] x) {
      double logStd = 0;
      for (double s : std) {
        logStd += StrictMath.log(s);
      }
      return -plane(x) * logStd;
    }

    @Override
    public void requireChannels(int channels) {
      if (channels != mean.size()) {
        throw new IllegalArgumentException(
            "mean: " + mean + " (expected: " + channels + " numbers, one a channel)");
      }
    }

    private int plane(double[] item) {
      if (item.length % mean.size() != 0) {
        throw new IllegalArgumentException(
            "item: " + item.length + " numbers (expected: a multiple of " + mean.size() + ")");
      }
      return item.length / mean.size();
    }
  }

  /**
   * y = log s − log(1 − s) with s = α + (1 − 2α) x. Its inverse keeps samples within (−m, 1 + m)
   * with m = α/(1 − 2α), 0.056 by default. The form of RealNVP (Dinh et al. 2017, section 4.1).
   *
   * @param alpha in (0, 0.5); 0.05 by default
   */
  record Logit(double alpha) implements DataTransform {
    /** The default α. */
    public static final double DEFAULT_ALPHA = 0.05;

    /** Checks α. */
    public Logit {
      if (!(alpha > 0 && alpha < 0.5)) {
        throw new IllegalArgumentException(
            "alpha: " + alpha + " (expected: above 0 and below 0.5)");
      }
    }

    @Override
    public String name() {
      return "logit";
    }

    @Override
    public double[] forward(double[] x) {
      double[] y = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        double s = squeezed(x[i], i);
        y[i] = StrictMath.log(s) - StrictMath.log1p(-s);
      }
      return y;
    }

    @Override
    public double[] inverse(double[] y) {
      double[] x = new double[y.length];
      for (int i = 0; i < y.length; i++) {
        x[i] = (1 / (1 + StrictMath.exp(-y[i])) - alpha) / (1 - 2 * alpha);
      }
      return x;
    }

    @Override
    public double logDeterminant(double[] x) {
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        double s = squeezed(x[i], i);
        sum -= StrictMath.log(s) + StrictMath.log1p(-s);
      }
      return sum + x.length * StrictMath.log1p(-2 * alpha);
    }

    private double squeezed(double x, int index) {
      double s = alpha + (1 - 2 * alpha) * x;
      if (!(s > 0 && s < 1)) {
        double margin = alpha / (1 - 2 * alpha);
        throw new DriftwoodException(
            "value %s at index %d lies outside the logit transform (expected: above %s, below %s)"
                .formatted(x, index, -margin, 1 + margin));
      }
      return s;
    }
  }
}
