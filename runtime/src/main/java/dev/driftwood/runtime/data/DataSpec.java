package dev.driftwood.runtime.data;

/** What the numbers of an item mean: quantised images, or points of a continuous space. */
public sealed interface DataSpec {
  /** From data space to the network's space. */
  DataTransform transform();

  /** What bits per dimension have added, see {@link BitsPerDim}. */
  double offsetBits();

  /**
   * Images of {@code levels} values a pixel; data space is [0, 1), pixel k being the interval from
   * k/levels to (k+1)/levels.
   *
   * @param levels 2 to 65536
   * @param transform any but {@link DataTransform.None}
   */
  record Images(int levels, DataTransform transform) implements DataSpec {
    /** Checks the combination. */
    public Images {
      new Dequantiser(levels);
      if (transform instanceof DataTransform.None) {
        throw new IllegalArgumentException(
            "transform: none (expected for images: unit, centered, standardized or logit)");
      }
    }

    @Override
    public double offsetBits() {
      return BitsPerDim.offsetBits(levels);
    }

    /** The way from levels to data space. */
    public Dequantiser dequantiser() {
      return new Dequantiser(levels);
    }
  }

  /**
   * Points, whose log-density is continuous.
   *
   * @param transform {@link DataTransform.None} or {@link DataTransform.Standardized}
   */
  record Points(DataTransform transform) implements DataSpec {
    /** Checks the combination. */
    public Points {
      if (!(transform instanceof DataTransform.None
          || transform instanceof DataTransform.Standardized)) {
        throw new IllegalArgumentException(
            "transform: " + transform.name() + " (expected for points: none or standardized)");
      }
    }

    @Override
    public double offsetBits() {
      return 0;
    }
  }
}
