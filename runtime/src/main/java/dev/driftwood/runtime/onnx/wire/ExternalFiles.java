package dev.driftwood.runtime.onnx.wire;

import dev.driftwood.proto.onnx.StringStringEntryProto;
import dev.driftwood.proto.onnx.TensorProto;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.FileFailure;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads arrays that lie in files beside the model's. A file gives no byte twice, except to arrays
 * that share all of theirs, so that what is held is never more than the files.
 */
final class ExternalFiles {
  private record Region(Path file, long offset, int length) {}

  private final ExternalData place;
  private final Map<Region, ByteBuffer> read = new HashMap<>();
  private final Map<Path, Long> taken = new HashMap<>();

  ExternalFiles(ExternalData place) {
    this.place = place;
  }

  /** The bytes of an array, of which there must be just so many. */
  ByteBuffer bytes(TensorProto proto, long expected, String where) {
    Map<String, String> keys = new HashMap<>();
    for (StringStringEntryProto entry : proto.getExternalDataList()) {
      keys.put(entry.getKey(), entry.getValue());
    }
    String location = keys.getOrDefault("location", "");
    Path file = file(location, where);
    long offset = number(keys, "offset", 0, where);
    long length = number(keys, "length", expected, where);
    if (length != expected || length > Integer.MAX_VALUE) {
      throw new DriftwoodException(
          "%s has %d bytes in %s (expected: %d)".formatted(where, length, location, expected));
    }
    Region region = new Region(file, offset, (int) length);
    ByteBuffer known = read.get(region);
    if (known == null) {
      known = load(region, where);
      read.put(region, known);
    }
    return known.duplicate();
  }

  /** The file of a location: inside the folder, also where links have been followed. */
  private Path file(String location, String where) {
    Path folder =
        place
            .folder()
            .orElseThrow(
                () ->
                    new DriftwoodException(
                        "%s lies in another file, \"%s\" (expected: one file with all, or the model read from its folder)"
                            .formatted(where, location)));
    try {
      Path relative = Path.of(location);
      if (location.isEmpty() || relative.isAbsolute() || climbs(relative)) {
        throw outside(where, location);
      }
      Path file = folder.resolve(relative).toRealPath();
      if (!file.startsWith(folder.toRealPath())) {
        throw outside(where, location);
      }
      if (!Files.isRegularFile(file)) {
        throw new DriftwoodException(where + " lies in \"" + location + "\", which is no file");
      }
      return file;
    } catch (InvalidPathException e) {
      throw outside(where, location);
    } catch (IOException e) {
      throw FileFailure.unreadable(folder.resolve(location), e);
    }
  }

  private static boolean climbs(Path relative) {
    for (Path part : relative) {
      if (part.toString().equals("..")) {
        return true;
      }
    }
    return relative.getRoot() != null;
  }

  private static DriftwoodException outside(String where, String location) {
    return new DriftwoodException(
        "%s lies in \"%s\" (expected: a relative path to a file in the model's folder)"
            .formatted(where, location));
  }

  private static long number(Map<String, String> keys, String key, long otherwise, String where) {
    String text = keys.get(key);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("\\d{1,18}")) {
      throw new DriftwoodException(
          "%s has %s \"%s\" in another file (expected: a number of bytes)"
              .formatted(where, key, text));
    }
    return Long.parseLong(text);
  }

  private ByteBuffer load(Region region, String where) {
    try (FileChannel channel = FileChannel.open(region.file(), StandardOpenOption.READ)) {
      long size = channel.size();
      if (region.offset() > size - region.length()) {
        throw new DriftwoodException(
            "%s is bytes %d to %d of %s, which has %d (fetch the file again)"
                .formatted(
                    where,
                    region.offset(),
                    region.offset() + region.length(),
                    region.file(),
                    size));
      }
      if (taken.merge(region.file(), (long) region.length(), Math::addExact) > size) {
        throw new DriftwoodException(
            "%s overlaps other arrays of %s (expected: each byte in one array)"
                .formatted(where, region.file()));
      }
      return filled(channel, region);
    } catch (IOException e) {
      throw FileFailure.unreadable(region.file(), e);
    }
  }

  /** A copy: a mapped file that somebody shortens would take the process down. */
  private static ByteBuffer filled(FileChannel channel, Region region) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(region.length());
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, region.offset() + bytes.position()) < 0) {
        throw new EOFException();
      }
    }
    return bytes.flip();
  }
}
