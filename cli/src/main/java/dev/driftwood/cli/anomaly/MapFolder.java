package dev.driftwood.cli.anomaly;

import dev.driftwood.cli.output.Look;
import dev.driftwood.runtime.Anomaly;
import dev.driftwood.runtime.file.AtomicFile;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.PngGrid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder of pictures, each an image beside its {@link HeatMap}. */
record MapFolder(Path folder, Look look) {
  static MapFolder create(Path folder, Look look) {
    try {
      return new MapFolder(Files.createDirectories(folder), look);
    } catch (IOException e) {
      throw AtomicFile.unwritable(folder, e);
    }
  }

  void add(Anomaly anomaly, String label, Image image) {
    String name = (label + " " + anomaly.id()).strip().replaceAll("[^A-Za-z0-9._-]", "_");
    float[] heat = new HeatMap(look.picture()).of(anomaly.map());
    new PngGrid(look.picture(), 2)
        .write(folder.resolve(name + ".png"), List.of(look.of(image), heat));
  }
}
