package dev.driftwood.trainer.report;

/** A picture on a page. */
public interface Picture {
  /** One {@code svg} element with a title; its colours come from the page's style sheet. */
  String svg();
}
