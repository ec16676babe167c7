package dev.driftwood.trainer.report;

/** A picture on a page. */
public interface Picture {
  /** What it shows, in a few words: stands above it. */
  String title();

  /** One {@code svg} element; its colours come from the page's style sheet. */
  String svg();

  /** Whether it takes a whole row. */
  default boolean wide() {
    return false;
  }
}
