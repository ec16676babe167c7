package dev.driftwood.runtime.image;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.ByteSource;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Reads the records of a CIFAR binary file, gzip or not, one by one. */
public final class CifarReader implements AutoCloseable {
  private final ByteSource source;
  private final CifarFormat format;
  private long next;

  private CifarReader(ByteSource source, CifarFormat format) {
    this.source = source;
    this.format = format;
  }

  /**
   * Opens a file.
   *
   * @throws DriftwoodException if it is missing
   */
  public static CifarReader open(Path file, CifarFormat format) {
    return new CifarReader(ByteSource.open(file), format);
  }

  /**
   * The next record, or empty at the end.
   *
   * @throws DriftwoodException if the file ends within a record or a label is out of range
   */
  public Optional<CifarRecord> read() {
    byte[] bytes = source.read(format.recordBytes());
    if (bytes.length == 0) {
      return Optional.empty();
    }
    if (bytes.length < format.recordBytes()) {
      throw new DriftwoodException(
          "%s: truncated: record %d has %d bytes (expected: %d a record of %s; fetch it again)"
              .formatted(
                  source.file(), next, bytes.length, format.recordBytes(), format.optionName()));
    }
    if (!format.accepts(bytes)) {
      throw new DriftwoodException(
          "%s: record %d has label bytes %s (expected: labels of %s; is it the other format?)"
              .formatted(
                  source.file(),
                  next,
                  Arrays.toString(Arrays.copyOf(bytes, format.labelBytes())),
                  format.optionName()));
    }
    Image image =
        Image.owning(
            Long.toString(next),
            CifarFormat.SHAPE,
            ElementType.U8,
            Arrays.copyOfRange(bytes, format.labelBytes(), bytes.length));
    next++;
    return Optional.of(new CifarRecord(format.label(bytes), image));
  }

  @Override
  public void close() {
    source.close();
  }
}
