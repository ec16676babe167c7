package dev.driftwood.cli;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.image.NpyWriter;
import dev.driftwood.runtime.image.PngGrid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files of images and points for the tiny models. */
final class Inputs {
  private Inputs() {}

  static Path points(Path folder, float[][] points) {
    Path file = folder.resolve("points.npy");
    try (NpyWriter writer = NpyWriter.create(file, ItemShape.point(2), points.length)) {
      for (float[] point : points) {
        writer.append(point);
      }
    }
    return file;
  }

  /** An IDX file of images of two by three pixels. */
  static Path images(Path folder, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(16 + count * 6);
    bytes.putInt(0x0803).putInt(count).putInt(2).putInt(3);
    for (int i = 0; i < count * 6; i++) {
      bytes.put((byte) (37 * i));
    }
    return Files.write(folder.resolve("images-idx3-ubyte"), bytes.array());
  }

  /** A folder of pictures of two by three pixels. */
  static Path pictures(Path folder, int count) throws IOException {
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    PngGrid grid = new PngGrid(ItemShape.image(1, 2, 3), 1);
    for (int i = 0; i < count; i++) {
      float level = (i + 1) * 0.2F;
      float[] image = {level, level, level, 0, 0.5F, 0.9F};
      grid.write(pictures.resolve(i + ".png"), List.of(image));
    }
    return pictures;
  }
}
