package dev.driftwood.trainer.train;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.AtomicFile;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * A run between two steps.
 *
 * <p>The file, big-endian: magic, format version, step, elapsed seconds, number of parameters; for
 * each its name, its length and four arrays of float32 (weight, average, Adam's two moments); the
 * CRC-32 of all that.
 *
 * @param step steps done
 * @param elapsedSeconds time spent on them
 * @param slots the parameters, in the network's order
 */
record Checkpoint(long step, double elapsedSeconds, List<SlotValues> slots) {
  /** Before the first step. */
  static final Checkpoint NONE = new Checkpoint(0, 0, List.of());

  private static final int MAGIC = 0x44574350;
  private static final int VERSION = 1;

  /** Writes the whole file or none. */
  void write(Path file) {
    try (AtomicFile whole = AtomicFile.create(file)) {
      write(whole.stream());
      whole.commit();
    } catch (IOException e) {
      throw AtomicFile.unwritable(file, e);
    }
  }

  private void write(OutputStream raw) throws IOException {
    CRC32 crc = new CRC32();
    DataOutputStream out = new DataOutputStream(new CheckedOutputStream(raw, crc));
    out.writeInt(MAGIC);
    out.writeInt(VERSION);
    out.writeLong(step);
    out.writeDouble(elapsedSeconds);
    out.writeInt(slots.size());
    for (SlotValues slot : slots) {
      out.writeUTF(slot.name());
      out.writeInt(slot.weight().length);
      for (float[] values : slot.arrays()) {
        writeFloats(out, values);
      }
    }
    out.writeLong(crc.getValue());
    out.flush();
  }

  /**
   * Reads a file.
   *
   * @throws DriftwoodException if it is missing, damaged, or of another version
   */
  static Checkpoint read(Path file) {
    try (CheckedInputStream checked =
        new CheckedInputStream(
            new BufferedInputStream(Files.newInputStream(file), 1 << 16), new CRC32())) {
      return read(file, checked);
    } catch (IOException e) {
      throw new DriftwoodException(
          "can't read checkpoint %s: it is missing, truncated or damaged (remove it to use the one before)"
              .formatted(file),
          e);
    }
  }

  private static Checkpoint read(Path file, CheckedInputStream checked) throws IOException {
    DataInputStream in = new DataInputStream(checked);
    requireHeader(file, in);
    long step = in.readLong();
    double elapsed = in.readDouble();
    int count = in.readInt();
    List<SlotValues> slots = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = in.readUTF();
      int length = in.readInt();
      slots.add(
          new SlotValues(
              name,
              readFloats(in, length),
              readFloats(in, length),
              readFloats(in, length),
              readFloats(in, length)));
    }
    long computed = checked.getChecksum().getValue();
    if (in.readLong() != computed) {
      throw new DriftwoodException(
          "checkpoint %s is damaged: its checksum differs (remove it to use the one before)"
              .formatted(file));
    }
    return new Checkpoint(step, elapsed, slots);
  }

  private static void requireHeader(Path file, DataInputStream in) throws IOException {
    int magic = in.readInt();
    int version = in.readInt();
    if (magic != MAGIC || version != VERSION) {
      throw new DriftwoodException(
          "%s is not a checkpoint of this version (expected: format %d, found: %d; train anew)"
              .formatted(file, VERSION, magic == MAGIC ? version : -1));
    }
  }

  private static void writeFloats(DataOutputStream out, float[] values) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
    buffer.asFloatBuffer().put(values);
    out.write(buffer.array());
  }

  private static float[] readFloats(DataInputStream in, int length) throws IOException {
    if (!(length >= 0 && length <= Integer.MAX_VALUE / Float.BYTES)) {
      throw new IOException("has an array of " + length + " numbers");
    }
    byte[] bytes = in.readNBytes(length * Float.BYTES);
    if (bytes.length < length * Float.BYTES) {
      throw new IOException("ends within an array of " + length + " numbers");
    }
    float[] values = new float[length];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
    return values;
  }
}
