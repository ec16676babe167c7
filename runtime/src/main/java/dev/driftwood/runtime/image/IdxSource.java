package dev.driftwood.runtime.image;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.file.ByteSource;
import java.nio.file.Path;

/** IDX images, {@code [n, h, w]} unsigned bytes, as items {@code [1, h, w]}. */
final class IdxSource {
  private IdxSource() {}

  static ImageSource open(Path file, InputOptions options) {
    ByteSource source = ByteSource.open(file);
    try {
      int[] sizes = IdxHeader.read(source, IdxHeader.IMAGES);
      ItemShape shape = ItemShape.image(1, sizes[1], sizes[2]);
      ItemFit fit = new ItemFit(options);
      fit.require(file, shape, ElementType.U8);
      return new RecordSource(
          source,
          sizes[0],
          shape.size(),
          (id, bytes) -> fit.apply(Image.owning(id, shape, ElementType.U8, bytes)));
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
  }
}
