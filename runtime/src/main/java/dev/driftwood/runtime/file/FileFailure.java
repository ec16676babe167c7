package dev.driftwood.runtime.file;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;

/** Turns an I/O exception into the one line that a user can act on. */
public final class FileFailure {
  private FileFailure() {}

  /** The failure to report where reading {@code file} failed. */
  public static DriftwoodException unreadable(Path file, IOException cause) {
    return new DriftwoodException(file + ": cannot be read: " + reason(cause), cause);
  }

  /** What happened, in words; never several lines. */
  static String reason(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof EOFException) {
      return "it is truncated";
    }
    if (cause instanceof ZipException) {
      return "its gzip data are damaged (" + oneLine(cause) + ")";
    }
    return oneLine(cause);
  }

  private static String oneLine(IOException cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message.replaceAll("\\s+", " ");
  }
}
