package dev.driftwood.runtime.observe;

import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.GridMethod;
import java.util.List;

/**
 * Items of which a part is seen, and how the rest is drawn; immutable.
 *
 * @param observed what is seen
 * @param items in data space, flattened, of the model's shape, at least one; of each only what is
 *     seen counts. Row i has the one at {@code i mod size}
 * @param corrections what makes the rest fit
 */
public record Restoration(Observed observed, List<double[]> items, Corrections corrections) {
  /** Checks that there is an item. */
  public Restoration {
    items = List.copyOf(items);
    if (items.isEmpty()) {
      throw new IllegalArgumentException("images: none (expected: at least one)");
    }
  }

  /** The item of a row. */
  public double[] item(long row) {
    return items.get((int) (row % items.size()));
  }

  /**
   * A method for a model, held to what is seen.
   *
   * @throws IllegalArgumentException where the model's items can't be seen so
   */
  public GridMethod holding(GridMethod method, Sde sde, ItemShape shape, DataTransform transform) {
    Projection projection = observed.projection(shape, transform);
    List<double[]> clean =
        items.stream().map(item -> transform.forward(checked(item, shape))).toList();
    return new ObservedMethod(method, sde, new Observation(projection, clean), corrections);
  }

  private static double[] checked(double[] item, ItemShape shape) {
    if (item.length != shape.size()) {
      throw new IllegalArgumentException(
          "image: %d values (expected: %d, shape %s)".formatted(item.length, shape.size(), shape));
    }
    return item;
  }
}
