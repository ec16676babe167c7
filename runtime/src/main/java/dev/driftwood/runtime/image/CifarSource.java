package dev.driftwood.runtime.image;

import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;

/** CIFAR records as items {@code [3, 32, 32]}. */
final class CifarSource implements ImageSource {
  private final CifarReader reader;
  private final ItemFit fit;
  private Optional<CifarRecord> ahead;

  private CifarSource(CifarReader reader, ItemFit fit) {
    this.reader = reader;
    this.fit = fit;
    this.ahead = reader.read();
  }

  static ImageSource open(Path file, CifarFormat format, InputOptions options) {
    ItemFit fit = new ItemFit(options);
    fit.require(file, CifarFormat.SHAPE, ElementType.U8);
    CifarReader reader = CifarReader.open(file, format);
    try {
      return new CifarSource(reader, fit);
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  @Override
  public OptionalLong count() {
    return OptionalLong.empty();
  }

  @Override
  public boolean hasNext() {
    return ahead.isPresent();
  }

  @Override
  public ImageItem next() {
    Image image = ahead.orElseThrow(NoSuchElementException::new).image();
    ahead = reader.read();
    return fit.apply(image);
  }

  @Override
  public void close() {
    reader.close();
  }
}
