package dev.driftwood.runtime.observe;

import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.data.ItemShape;
import java.util.Arrays;

/** What is seen of an item, in words of data space; the rest is to be drawn. */
public sealed interface Observed {
  /**
   * The projection of a network's space that this is.
   *
   * @param shape of an item
   * @param transform from data space to the network's
   * @throws IllegalArgumentException where there is none
   */
  Projection projection(ItemShape shape, DataTransform transform);

  /** The shape of what is seen where it stands alone: a grey or a small image. */
  default ItemShape seenShape(ItemShape shape) {
    return shape;
  }

  /** An item of the whole shape with what is seen, from what is seen alone. */
  default double[] spread(ItemShape shape, double[] seen) {
    return seen.clone();
  }

  /** What there is to see of a whole item in data space: P x, without the network's transform. */
  default double[] view(ItemShape shape, double[] item) {
    return projection(shape, new DataTransform.Unit()).known(item);
  }

  /**
   * In-painting: some of the pixels, exactly. Any transform will do, as all act on each number by
   * itself.
   *
   * @param seen one flag a pixel, for all channels, or one a number; copied
   */
  record Pixels(boolean[] seen) implements Observed {
    /** Copies the flags. */
    public Pixels {
      seen = seen.clone();
    }

    @Override
    public Projection projection(ItemShape shape, DataTransform transform) {
      int plane = shape.height() * shape.width();
      if (seen.length != shape.size() && seen.length != plane) {
        throw new IllegalArgumentException(
            "mask: %d flags (expected: %d, one a pixel of %s)"
                .formatted(seen.length, shape.isImage() ? plane : shape.size(), shape));
      }
      boolean[] all = new boolean[shape.size()];
      for (int d = 0; d < all.length; d++) {
        all[d] = seen[d % seen.length];
      }
      return new Mask(all);
    }
  }

  /**
   * Colourisation: the mean of the channels at each pixel, which is the component along (1, …,
   * 1)/√c or, where the transform divides channels by deviations s, along s/‖s‖.
   */
  record ChannelMeans() implements Observed {
    @Override
    public ItemShape seenShape(ItemShape shape) {
      return shape.isImage() ? ItemShape.image(1, shape.height(), shape.width()) : shape;
    }

    @Override
    public double[] spread(ItemShape shape, double[] seen) {
      double[] item = new double[shape.size()];
      Arrays.setAll(item, d -> seen[d % seen.length]);
      return item;
    }

    @Override
    public Projection projection(ItemShape shape, DataTransform transform) {
      requireLinear("channel means", transform);
      if (!shape.isImage() || shape.channels() == 1) {
        throw new IllegalArgumentException(
            "channel means: of shape " + shape + " (expected: an image of several channels)");
      }
      double[] deviations = new double[shape.channels()];
      Arrays.fill(deviations, 1.0);
      if (transform instanceof DataTransform.Standardized standardized) {
        Arrays.setAll(deviations, c -> standardized.std().get(c));
      }
      return ChannelDirection.along(deviations);
    }
  }

  /**
   * Super-resolution: in each channel the means of square blocks.
   *
   * @param side of a block in pixels, at least 2
   */
  record Blocks(int side) implements Observed {
    /** Checks the side. */
    public Blocks {
      if (!(side >= 2)) {
        throw new IllegalArgumentException("factor: " + side + " (expected: >= 2)");
      }
    }

    @Override
    public ItemShape seenShape(ItemShape shape) {
      requireDivisor(shape);
      return ItemShape.image(shape.channels(), shape.height() / side, shape.width() / side);
    }

    @Override
    public double[] spread(ItemShape shape, double[] seen) {
      int width = shape.width();
      int perBlockRow = side * width;
      double[] item = new double[shape.size()];
      Arrays.setAll(item, d -> seen[d / perBlockRow * (width / side) + d % width / side]);
      return item;
    }

    @Override
    public Projection projection(ItemShape shape, DataTransform transform) {
      requireLinear("block means", transform);
      requireDivisor(shape);
      return new BlockMean(shape, side);
    }

    private void requireDivisor(ItemShape shape) {
      if (!shape.isImage() || shape.height() % side != 0 || shape.width() % side != 0) {
        throw new IllegalArgumentException(
            "factor: %d (expected: a divisor of height and width of %s)".formatted(side, shape));
      }
    }
  }

  private static void requireLinear(String what, DataTransform transform) {
    if (transform instanceof DataTransform.Logit) {
      throw new IllegalArgumentException(
          "%s: of a model with transform %s (expected: a linear transform, or a mask)"
              .formatted(what, transform.name()));
    }
  }
}
