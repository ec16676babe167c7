package dev.driftwood.trainer.report;

import java.util.Locale;

/** What a mark stands for; the page's style sheet gives it a colour on light and on dark ground. */
public enum Ink {
  /** Something to compare with, such as the data. */
  QUIET,
  /** Hues of Okabe and Ito, told apart by readers of every colour vision. */
  ORANGE,
  SKY,
  GREEN,
  YELLOW,
  BLUE,
  VERMILION,
  PURPLE;

  /** One of the seven hues, the same for the same number. */
  public static Ink ofSeries(int number) {
    return values()[1 + Math.floorMod(number, values().length - 1)];
  }

  String styleClass() {
    return "ink-" + name().toLowerCase(Locale.ROOT);
  }
}
