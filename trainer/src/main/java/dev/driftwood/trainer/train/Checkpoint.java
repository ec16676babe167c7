package dev.driftwood.trainer.train;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.AtomicFile;
import dev.driftwood.trainer.net.TrainedWeights;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * A run between two steps.
 *
 * <p>The file, big-endian: magic, format version, the {@link RunPosition}, number of averages,
 * number of parameters; for each its name, its length and its arrays of float32 (weight, Adam's two
 * moments, averages); the CRC-32 of all that. The first format has only steps and seconds for a
 * position, and weight, average, moments.
 *
 * @param position where the run stands
 * @param slots the parameters, in the network's order
 */
record Checkpoint(RunPosition position, List<SlotValues> slots) {
  /** Before the first step. */
  static final Checkpoint NONE = new Checkpoint(RunPosition.START, List.of());

  private static final int MAGIC = 0x44574350;
  private static final int FIRST_VERSION = 1;
  private static final int VERSION = 2;
  private static final int MOST_AVERAGES = 1 << 10;

  long step() {
    return position.step();
  }

  /** The first of the averages. */
  TrainedWeights firstAverage() {
    Map<String, float[]> values = new LinkedHashMap<>();
    slots.forEach(slot -> values.put(slot.name(), slot.averages().get(0)));
    return new TrainedWeights(values);
  }

  /** Writes the whole file or none; once it returns, a loss of power takes it no more. */
  void write(Path file) {
    try (AtomicFile whole = AtomicFile.create(file)) {
      write(whole.stream());
      whole.commitDurably();
    } catch (IOException e) {
      throw AtomicFile.unwritable(file, e);
    }
  }

  private void write(OutputStream raw) throws IOException {
    CRC32 crc = new CRC32();
    DataOutputStream out = new DataOutputStream(new CheckedOutputStream(raw, crc));
    out.writeInt(MAGIC);
    out.writeInt(VERSION);
    position.write(out);
    out.writeInt(slots.isEmpty() ? 0 : slots.get(0).averages().size());
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
          "can't read checkpoint %s: it is missing, truncated or damaged (%s)"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static Checkpoint read(Path file, CheckedInputStream checked) throws IOException {
    DataInputStream in = new DataInputStream(checked);
    boolean first = version(file, in) == FIRST_VERSION;
    RunPosition position =
        first ? RunPosition.ofFirstFormat(in.readLong(), in.readDouble()) : RunPosition.read(in);
    int averages = first ? 1 : in.readInt();
    int count = in.readInt();
    if (averages < 0 || averages > MOST_AVERAGES) {
      throw new IOException("has " + averages + " averages");
    }
    List<SlotValues> slots = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      slots.add(first ? slotOfFirstFormat(in) : slot(in, averages));
    }
    long computed = checked.getChecksum().getValue();
    if (in.readLong() != computed) {
      throw new IOException("has another checksum than its content");
    }
    return new Checkpoint(position, slots);
  }

  private static SlotValues slot(DataInputStream in, int averages) throws IOException {
    String name = in.readUTF();
    int length = in.readInt();
    float[] weight = readFloats(in, length);
    float[] first = readFloats(in, length);
    float[] second = readFloats(in, length);
    List<float[]> means = new ArrayList<>();
    for (int i = 0; i < averages; i++) {
      means.add(readFloats(in, length));
    }
    return new SlotValues(name, weight, first, second, means);
  }

  private static SlotValues slotOfFirstFormat(DataInputStream in) throws IOException {
    String name = in.readUTF();
    int length = in.readInt();
    float[] weight = readFloats(in, length);
    float[] average = readFloats(in, length);
    return new SlotValues(
        name, weight, readFloats(in, length), readFloats(in, length), List.of(average));
  }

  private static int version(Path file, DataInputStream in) throws IOException {
    int magic = in.readInt();
    int version = in.readInt();
    if (magic != MAGIC || version < FIRST_VERSION) {
      throw new IOException("does not begin as a checkpoint does");
    }
    if (version > VERSION) {
      throw new DriftwoodException(
          "%s: checkpoint of format %d (expected: at most %d; go on with the Driftwood that wrote it)"
              .formatted(file, version, VERSION));
    }
    return version;
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
