package dev.driftwood.runtime.file;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that appears under its name only when it is whole.
 *
 * <p>What is written goes to {@code NAME.partial} beside the target, and {@link #commit} moves it
 * there. Closing without a commit deletes it, so a failure leaves nothing half-written and an older
 * file of that name stays as it was.
 */
public final class AtomicFile implements AutoCloseable {
  private final Path target;
  private final Path partial;
  private final FileChannel channel;
  private final OutputStream stream;
  private boolean open = true;

  private AtomicFile(Path target, Path partial, FileChannel channel) {
    this.target = target;
    this.partial = partial;
    this.channel = channel;
    this.stream = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
  }

  /**
   * Starts writing {@code target}.
   *
   * @throws DriftwoodException if the folder is missing or may not be written to
   */
  public static AtomicFile create(Path target) {
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    requireFileTarget(target);
    try {
      return new AtomicFile(
          target,
          partial,
          FileChannel.open(
              partial,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw unwritable(target, e);
    }
  }

  /** Writes a whole file at once. */
  public static void write(Path target, byte[] content) {
    try (AtomicFile file = create(target)) {
      file.stream().write(content);
      file.commit();
    } catch (IOException e) {
      throw unwritable(target, e);
    }
  }

  /** The failure to report where writing {@code target} failed. */
  public static DriftwoodException unwritable(Path target, IOException cause) {
    return new DriftwoodException(
        target
            + ": cannot be written: "
            + FileFailure.reason(cause)
            + " (expected: a writable folder with room; choose another output)",
        cause);
  }

  /** Where the content goes; closing it neither commits nor ends the file. */
  public OutputStream stream() {
    return new FilterOutputStream(stream) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        flush();
      }
    };
  }

  /** Moves what was written to its name; nothing can be written afterwards. */
  public void commit() {
    try {
      stream.close();
      move();
      open = false;
    } catch (IOException e) {
      throw unwritable(target, e);
    }
  }

  /**
   * As {@link #commit}, and back only when the content and the name are on the disk: they outlast a
   * loss of power. Takes milliseconds more.
   */
  public void commitDurably() {
    try {
      stream.flush();
      channel.force(true);
    } catch (IOException e) {
      throw unwritable(target, e);
    }
    commit();
    forceFolder();
  }

  /** Brings the folder's list of names to the disk, on systems that let folders be opened. */
  private void forceFolder() {
    try (FileChannel folder = FileChannel.open(target.toAbsolutePath().getParent())) {
      folder.force(true);
    } catch (IOException e) {
      // Windows opens no folders; there a name is as durable as the system makes it.
    }
  }

  @Override
  public void close() {
    if (!open) {
      return;
    }
    open = false;
    try {
      stream.close();
    } catch (IOException e) {
      // A full disk, say: what could not be written is not wanted any more.
    }
    try {
      Files.deleteIfExists(partial);
    } catch (IOException e) {
      throw unwritable(target, e);
    }
  }

  private void move() throws IOException {
    try {
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void requireFileTarget(Path target) {
    Path folder = target.toAbsolutePath().getParent();
    if (Files.isDirectory(target)) {
      throw new DriftwoodException(
          target + ": is a folder (expected: the name of a file to write)");
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw new DriftwoodException(
          target + ": cannot be written: no folder " + folder + " (create it first)");
    }
  }
}
