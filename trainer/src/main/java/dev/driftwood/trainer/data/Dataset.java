package dev.driftwood.trainer.data;

import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.data.ItemShape;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A data set.
 *
 * @param name as on the command line
 * @param shape of every item
 * @param spec what the numbers mean, with the default transform
 * @param training the items to learn from
 * @param heldOut items that training never sees
 * @param labelNames the classes, label k being the k-th; empty if items have none
 * @param density the true density, where it is known
 */
public record Dataset(
    String name,
    ItemShape shape,
    DataSpec spec,
    Items training,
    Items heldOut,
    List<String> labelNames,
    Optional<PlaneDensity> density) {
  /** Copies the names. */
  public Dataset {
    labelNames = List.copyOf(labelNames);
  }

  /** Whether items have classes. */
  public boolean isLabelled() {
    return !labelNames.isEmpty();
  }

  /**
   * The same images seen through another transform.
   *
   * @throws IllegalArgumentException for points
   */
  public Dataset withTransform(DataTransform transform) {
    if (spec instanceof DataSpec.Images images) {
      DataSpec seen = new DataSpec.Images(images.levels(), transform);
      return new Dataset(name, shape, seen, training, heldOut, labelNames, density);
    }
    throw new IllegalArgumentException(
        "transform: %s for data set %s of points (expected: none)"
            .formatted(transform.name(), name));
  }

  /** Images with the default transform, {@code logit} with α = 0.05. */
  static Dataset ofImages(
      String name, ItemShape shape, int levels, Items training, Items heldOut, List<String> names) {
    DataSpec spec =
        new DataSpec.Images(levels, new DataTransform.Logit(DataTransform.Logit.DEFAULT_ALPHA));
    return new Dataset(name, shape, spec, training, heldOut, names, Optional.empty());
  }

  /** Points of the plane with a known density. */
  static Dataset ofPlane(String name, Items training, Items heldOut, PlaneDensity density) {
    DataSpec spec = new DataSpec.Points(new DataTransform.None());
    return new Dataset(
        name, ItemShape.point(2), spec, training, heldOut, List.of(), Optional.of(density));
  }

  /** The names 0, 1, … */
  static List<String> numbered(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }
}
