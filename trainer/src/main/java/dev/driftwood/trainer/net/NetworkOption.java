package dev.driftwood.trainer.net;

import dev.driftwood.runtime.failure.NearestName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * What can be changed of a preset that is a {@link UNet}: one name for the command, its files and
 * the artefact's provenance.
 */
public enum NetworkOption {
  /** Width of the first level. */
  CHANNELS(
      "channels",
      "C",
      "width of the first level",
      (draft, text) -> draft.channels(whole("channels", text)),
      UNetSpec::channels),
  /** Widths of the levels. */
  MULTIPLIERS(
      "channel-multipliers",
      "M,...",
      "width of each level in units of the first, such as 1,2,2",
      (draft, text) -> draft.multipliers(list("channel-multipliers", text)),
      UNetSpec::multipliers),
  /** Depth of the levels. */
  BLOCKS(
      "blocks",
      "B",
      "residual blocks of a level on the way down; one more on the way up",
      (draft, text) -> draft.blocks(whole("blocks", text)),
      UNetSpec::blocks),
  /** Pixels that are joined. */
  PATCH(
      "patch",
      "P",
      "side of the squares of pixels that become one",
      (draft, text) -> draft.patch(whole("patch", text)),
      UNetSpec::patch),
  /** Groups of the normalisation. */
  GROUPS(
      "groups",
      "G",
      "groups of the normalisation; 0 for as many as are good",
      (draft, text) -> draft.groups(whole("groups", text)),
      UNetSpec::groups),
  /** Levels that attend. */
  ATTENTION(
      "attention",
      "H,...|none",
      "heights, in patches, of the levels that attend beside the middle",
      (draft, text) -> draft.attention(list("attention", text)),
      spec -> spec.attention().resolutions()),
  /** How often levels attend. */
  ATTENTION_UP(
      "attention-up",
      AttentionSpec.Up.values(),
      "on the way up, attend after each block, or once a level",
      UNetDraft::attentionUp,
      spec -> spec.attention().up()),
  /** Heads of attention. */
  HEADS(
      "heads",
      "H",
      "heads of each attention",
      (draft, text) -> draft.heads(whole("heads", text)),
      spec -> spec.attention().heads()),
  /** Dropout in training. */
  DROPOUT(
      "dropout",
      "P",
      "how often an activation is dropped in training",
      (draft, text) -> draft.dropout(number("dropout", text)),
      UNetSpec::dropout),
  /** How the time enters. */
  CONDITIONING(
      "conditioning",
      Conditioning.values(),
      "the time is added, or scales and shifts the normalised",
      UNetDraft::conditioning,
      UNetSpec::conditioning),
  /** How the resolution changes. */
  RESAMPLING(
      "resampling",
      Resampling.values(),
      "how the resolution changes: by convolutions, within residual blocks, or there through a"
          + " filter",
      UNetDraft::resampling,
      UNetSpec::resampling),
  /** How the image enters further levels. */
  PROGRESSIVE_INPUT(
      "progressive-input",
      ProgressiveInput.values(),
      "whether and how the image enters every level",
      UNetDraft::progressiveInput,
      UNetSpec::progressiveInput),
  /** Whether sums keep their variance. */
  SKIP_RESCALE(
      "skip-rescale",
      "true|false",
      "divide sums of a branch and its input by the root of 2",
      (draft, text) -> draft.skipRescale(yes("skip-rescale", text)),
      UNetSpec::skipRescale),
  /** The law of the time's frequencies. */
  TIME_FEATURES(
      "time-features",
      TimeFeatures.Kind.values(),
      "frequencies of the time's sines and cosines: geometric, random, or trained",
      UNetDraft::time,
      spec -> spec.time().kind()),
  /** The scale of the time's frequencies. */
  TIME_SCALE(
      "time-scale",
      "S",
      "scale of those frequencies",
      (draft, text) -> draft.timeScale(number("time-scale", text)),
      spec -> spec.time().scale());

  private final String label;
  private final String hint;
  private final String meaning;
  private final BiConsumer<UNetDraft, String> setter;
  private final Function<UNetSpec, Object> getter;

  NetworkOption(
      String label,
      String hint,
      String meaning,
      BiConsumer<UNetDraft, String> setter,
      Function<UNetSpec, Object> getter) {
    this.label = label;
    this.hint = hint;
    this.meaning = meaning;
    this.setter = setter;
    this.getter = getter;
  }

  <E extends Enum<E>> NetworkOption(
      String label,
      E[] choices,
      String meaning,
      BiConsumer<UNetDraft, E> setter,
      Function<UNetSpec, E> getter) {
    this(
        label,
        String.join("|", names(choices)),
        meaning,
        (draft, text) -> setter.accept(draft, choice(label, choices, text)),
        spec -> name(getter.apply(spec)));
  }

  /** The name users give it. */
  public String label() {
    return label;
  }

  /** What can stand for it, in short. */
  public String hint() {
    return hint;
  }

  /** What it means, in words for the user. */
  public String meaning() {
    return meaning;
  }

  /**
   * Changes a draft.
   *
   * @throws IllegalArgumentException if the text is no such value
   */
  void set(UNetDraft draft, String text) {
    setter.accept(draft, text);
  }

  /** Its value: a number, a list of numbers, true or false, or the name of a choice. */
  Object of(UNetSpec spec) {
    return getter.apply(spec);
  }

  private static int whole(String label, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw unreadable(label, text, "a whole number", e);
    }
  }

  private static double number(String label, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw unreadable(label, text, "a number", e);
    }
  }

  private static List<Integer> list(String label, String text) {
    if (text.isBlank() || text.equals("none")) {
      return List.of();
    }
    return Arrays.stream(text.split(",")).map(part -> whole(label, part.strip())).toList();
  }

  private static boolean yes(String label, String text) {
    if (!List.of("true", "false").contains(text)) {
      throw new IllegalArgumentException(label + ": " + text + " (expected: true or false)");
    }
    return Boolean.parseBoolean(text);
  }

  private static IllegalArgumentException unreadable(
      String label, String text, String expected, NumberFormatException cause) {
    return new IllegalArgumentException(
        label + ": " + text + " (expected: " + expected + ")", cause);
  }

  private static <E extends Enum<E>> E choice(String label, E[] choices, String text) {
    return Arrays.stream(choices)
        .filter(constant -> name(constant).equals(text))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(NearestName.unknown(label, text, names(choices))));
  }

  private static List<String> names(Enum<?>[] choices) {
    return Arrays.stream(choices).map(NetworkOption::name).toList();
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
