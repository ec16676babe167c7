package dev.driftwood.cli.anomaly;

import dev.driftwood.cli.output.Look;
import dev.driftwood.runtime.Anomaly;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.PngGrid;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The most anomalous images of a run, for a contact sheet: the most anomalous first. */
final class MostAnomalous {
  private static final int MOST = 64;

  private final Look look;
  private final PriorityQueue<Found> found =
      new PriorityQueue<>(
          Comparator.comparingDouble(Found::score)
              .thenComparing(Comparator.comparingLong(Found::index).reversed()));

  MostAnomalous(Look look) {
    this.look = look;
  }

  private record Found(double score, long index, float[] picture) {}

  void add(Anomaly anomaly, long index, Image image) {
    found.add(new Found(anomaly.combined().value(), index, look.of(image)));
    if (found.size() > MOST) {
      found.remove();
    }
  }

  void write(Path target) {
    List<float[]> pictures =
        found.stream()
            .sorted(
                Comparator.comparingDouble(Found::score).reversed().thenComparingLong(Found::index))
            .map(Found::picture)
            .toList();
    PngGrid.of(look.picture(), pictures.size()).write(target, pictures);
  }
}
