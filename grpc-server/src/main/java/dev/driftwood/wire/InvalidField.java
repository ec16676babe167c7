package dev.driftwood.wire;

import java.util.function.Supplier;

/** A field of a request whose value can't be used; the message is one line for the caller. */
public final class InvalidField extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String path;

  /**
   * A refusal.
   *
   * @param path of the field, such as {@code plan.probes}
   */
  public InvalidField(String path, String message) {
    super(message);
    this.path = path;
  }

  private InvalidField(String path, IllegalArgumentException cause) {
    super(cause.getMessage(), cause);
    this.path = path;
  }

  /** The field's path from the request's root. */
  public String path() {
    return path;
  }

  /**
   * Computes a value and lays the blame for a bad argument on the field that its message begins
   * with, in the words of the command.
   *
   * @param parent path of the fields, with a dot at its end; empty for the request itself
   */
  static <T> T naming(String parent, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new InvalidField(parent + field(String.valueOf(e.getMessage()).split(": ", 2)[0]), e);
    }
  }

  private static String field(String name) {
    return switch (name) {
      case "rtol, atol" -> "tolerances";
      // Of a method that takes neither, where none was given.
      case "steps, evaluations" -> "sampler";
      default -> name.replace('-', '_');
    };
  }

  /** Computes a value and lays the blame for a bad argument on a field. */
  static <T> T checking(String path, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new InvalidField(path, e);
    }
  }
}
