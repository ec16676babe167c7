package dev.driftwood.runtime.image;

import dev.driftwood.runtime.file.ByteSource;
import java.util.NoSuchElementException;
import java.util.OptionalLong;

/** A file of a known number of equal records, read one by one. */
final class RecordSource implements ImageSource {
  private final ByteSource source;
  private final long count;
  private final int recordBytes;
  private final Decoder decoder;
  private long next;

  /** Decodes the record of an item. */
  interface Decoder {
    ImageItem decode(String id, byte[] bytes);
  }

  /** Reads from where {@code source} stands; closes it in the end. */
  RecordSource(ByteSource source, long count, int recordBytes, Decoder decoder) {
    this.source = source;
    this.count = count;
    this.recordBytes = recordBytes;
    this.decoder = decoder;
  }

  @Override
  public OptionalLong count() {
    return OptionalLong.of(count);
  }

  @Override
  public boolean hasNext() {
    return next < count;
  }

  @Override
  public ImageItem next() {
    String id = Long.toString(next);
    return decoder.decode(id, record());
  }

  @Override
  public void skip(long items) {
    for (long i = 0; i < items && hasNext(); i++) {
      record();
    }
  }

  @Override
  public void close() {
    source.close();
  }

  private byte[] record() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    byte[] bytes = source.require(recordBytes, "item " + next + " of " + count);
    next++;
    if (next == count) {
      source.requireEnd(count + " items");
    }
    return bytes;
  }
}
