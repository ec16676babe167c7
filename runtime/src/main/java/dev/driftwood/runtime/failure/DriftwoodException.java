package dev.driftwood.runtime.failure;

/**
 * A failure that the user can act on: a file, an artefact, data or a port that is not as it should
 * be.
 *
 * <p>The message is one line and says what was wrong, where, what was expected and what to do. The
 * command line prints it without a stack trace and ends with exit code 1; a bad argument value is
 * an {@link IllegalArgumentException} instead and ends with exit code 2.
 */
public final class DriftwoodException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure with the sentence for the user. */
  public DriftwoodException(String message) {
    super(line(message));
  }

  /** A failure with the sentence for the user and what caused it. */
  public DriftwoodException(String message, Throwable cause) {
    super(line(message), cause);
  }

  /** One line, also where it quotes names from a file that hold other control characters. */
  private static String line(String message) {
    return message.replaceAll("\\p{Cntrl}+", " ");
  }
}
