package dev.driftwood.runtime.adopt;

/**
 * One thing that was found about a network when it was adopted.
 *
 * @param subject what was looked at
 * @param text what was found
 * @param warning whether people should look at it before they trust results
 */
public record Finding(String subject, String text, boolean warning) {
  static Finding of(String subject, String text) {
    return new Finding(subject, text, false);
  }

  static Finding warning(String subject, String text) {
    return new Finding(subject, text, true);
  }
}
