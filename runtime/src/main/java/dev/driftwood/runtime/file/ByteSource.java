package dev.driftwood.runtime.file;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The bytes of a file from front to back, decompressed where the file is gzip (told by its content,
 * not its name). Every failure names the file.
 */
public final class ByteSource implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final InputStream stream;
  private long position;

  private ByteSource(Path file, InputStream stream) {
    this.file = file;
    this.stream = stream;
  }

  /**
   * Opens a file.
   *
   * @throws DriftwoodException if it is missing or unreadable
   */
  public static ByteSource open(Path file) {
    if (Files.isDirectory(file)) {
      throw new DriftwoodException(file + ": is a folder (expected: a file)");
    }
    try {
      return new ByteSource(file, decompressed(Files.newInputStream(file)));
    } catch (IOException e) {
      throw FileFailure.unreadable(file, e);
    }
  }

  /** The file, for messages. */
  public Path file() {
    return file;
  }

  /** How many decompressed bytes were read so far. */
  public long position() {
    return position;
  }

  /** Reads up to {@code count} bytes; fewer only at the end of the file. */
  public byte[] read(int count) {
    try {
      byte[] bytes = stream.readNBytes(count);
      position += bytes.length;
      return bytes;
    } catch (IOException e) {
      throw FileFailure.unreadable(file, e);
    }
  }

  /** Reads all that is left. */
  public byte[] readAll() {
    return read(Integer.MAX_VALUE);
  }

  /**
   * Reads exactly {@code count} bytes.
   *
   * @param what what they are, for the message
   * @throws DriftwoodException if the file ends before
   */
  public byte[] require(int count, String what) {
    byte[] bytes = read(count);
    if (bytes.length < count) {
      throw new DriftwoodException(
          "%s: truncated: ends at byte %d within %s (expected: %d more bytes; fetch it again)"
              .formatted(file, position, what, count - bytes.length));
    }
    return bytes;
  }

  /** Reads a big-endian 32-bit integer. */
  public int requireBigEndianInt(String what) {
    return ByteBuffer.wrap(require(Integer.BYTES, what)).order(ByteOrder.BIG_ENDIAN).getInt();
  }

  /**
   * Checks that nothing follows.
   *
   * @param expected what should have been all, for the message
   */
  public void requireEnd(String expected) {
    if (read(1).length > 0) {
      throw new DriftwoodException(
          "%s: has more bytes after byte %d (expected: %s and no more)"
              .formatted(file, position - 1, expected));
    }
  }

  /** The first bytes of a file, decompressed: what its format is told by. Fewer if it is short. */
  public static byte[] head(Path file, int count) {
    try (ByteSource source = open(file)) {
      return source.read(count);
    }
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      throw FileFailure.unreadable(file, e);
    }
  }

  private static InputStream decompressed(InputStream raw) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(raw, BUFFER);
    try {
      buffered.mark(2);
      byte[] magic = buffered.readNBytes(2);
      buffered.reset();
      boolean gzip = magic.length == 2 && magic[0] == (byte) 0x1F && magic[1] == (byte) 0x8B;
      return gzip ? new GZIPInputStream(buffered, BUFFER) : buffered;
    } catch (IOException e) {
      buffered.close();
      throw e;
    }
  }
}
