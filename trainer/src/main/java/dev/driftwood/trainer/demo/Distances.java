package dev.driftwood.trainer.demo;

import dev.driftwood.trainer.data.Dataset;
import dev.driftwood.trainer.data.Items;
import dev.driftwood.trainer.report.Point;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sliced Wasserstein distances to held-out data, in the units of the data.
 *
 * @param reverse of the samples at λ = 0
 * @param flow of the samples at λ = 1
 * @param floor of as many other points of the data: no sample can be expected to come nearer
 * @param noise of the particles near the prior, where sampling starts
 */
record Distances(double reverse, double flow, double floor, double noise) {
  static Distances of(Dataset dataset, Generation reverse, Generation flow) {
    int count = reverse.samples().size();
    List<Point> data = points(dataset.heldOut(), count);
    return new Distances(
        SlicedWasserstein.distance(reverse.samples(), data),
        SlicedWasserstein.distance(flow.samples(), data),
        SlicedWasserstein.distance(points(dataset.training(), count), data),
        SlicedWasserstein.distance(reverse.moments().get(0), data));
  }

  /** The first points. */
  static List<Point> points(Items items, int count) {
    return IntStream.range(0, count)
        .mapToObj(items::image)
        .map(image -> new Point(image.value(0), image.value(1)))
        .toList();
  }
}
