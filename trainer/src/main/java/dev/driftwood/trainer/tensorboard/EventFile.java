package dev.driftwood.trainer.tensorboard;

import dev.driftwood.proto.tensorboard.Event;
import dev.driftwood.proto.tensorboard.SessionLog;
import dev.driftwood.proto.tensorboard.Summary;
import dev.driftwood.runtime.file.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file of events, to which records are added: length (64 bits), its masked checksum (32), the
 * event, its masked checksum (32), little-endian.
 *
 * @param path the file
 * @param clock tells the events' times
 */
record EventFile(Path path, Clock clock) {
  /** What readers know such files by. */
  static final String PREFIX = "events.out.tfevents.";

  private static final String VERSION = "brain.Event:2";
  private static final double MILLIS = 1000;

  /**
   * Starts a file. TensorBoard reads the files of a folder in the order of their names, so the name
   * has the time, and where that is no later than an earlier file's, a number after it.
   *
   * @param done steps done before; what earlier files have of later ones no longer counts
   */
  static EventFile create(Path folder, long done, Clock clock) {
    long seconds = clock.millis() / 1000;
    try (Stream<Path> entries = Files.list(folder)) {
      long before = entries.filter(EventFile::isEvents).count();
      String name = "%s%010d.driftwood.%04d".formatted(PREFIX, seconds, before);
      EventFile file = new EventFile(folder.resolve(name), clock);
      Files.write(file.path, new byte[0], StandardOpenOption.CREATE_NEW);
      file.write(file.event(0).setFileVersion(VERSION));
      SessionLog start = SessionLog.newBuilder().setStatus(SessionLog.Status.START).build();
      file.write(file.event(done + 1).setSessionLog(start));
      return file;
    } catch (IOException e) {
      throw AtomicFile.unwritable(folder.resolve(PREFIX), e);
    }
  }

  /** Removes those of an earlier run. */
  static void clear(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path file : entries.filter(EventFile::isEvents).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw AtomicFile.unwritable(folder.resolve(PREFIX), e);
    }
  }

  private static boolean isEvents(Path file) {
    return file.getFileName().toString().startsWith(PREFIX);
  }

  /** Adds an event; none where there is nothing to tell. */
  void add(long step, List<Summary.Builder> parts) {
    Summary.Builder all = Summary.newBuilder();
    parts.forEach(part -> all.addAllValue(part.getValueList()));
    if (all.getValueCount() > 0) {
      write(event(step).setSummary(all));
    }
  }

  private Event.Builder event(long step) {
    return Event.newBuilder().setWallTime(clock.millis() / MILLIS).setStep(step);
  }

  private void write(Event.Builder event) {
    byte[] data = event.build().toByteArray();
    byte[] length = bytes(Long.BYTES).putLong(data.length).array();
    ByteBuffer record = bytes(Long.BYTES + data.length + 2 * Integer.BYTES);
    record.put(length).putInt(MaskedChecksum.of(length));
    record.put(data).putInt(MaskedChecksum.of(data));
    try {
      Files.write(path, record.array(), StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw AtomicFile.unwritable(path, e);
    }
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
  }
}
