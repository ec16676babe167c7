package dev.driftwood.trainer.net;

import java.util.List;

/** Collects what is chosen of a {@link UNetSpec}; {@link #build} checks it. */
public final class UNetDraft {
  private int patch = 1;
  private int channels = 32;
  private List<Integer> multipliers = List.of(1, 2);
  private int blocks = 2;
  private int groups;
  private double lastGain = UNetSpec.NEARLY_ZERO;
  private List<Integer> resolutions = List.of();
  private int heads = 1;
  private AttentionSpec.Up up = AttentionSpec.Up.BLOCK;
  private TimeFeatures.Kind timeKind = TimeFeatures.Kind.SINUSOIDAL;
  private double timeScale = 1;
  private Conditioning conditioning = Conditioning.ADD;
  private Resampling resampling = Resampling.PLAIN;
  private ProgressiveInput progressiveInput = ProgressiveInput.NONE;
  private boolean skipRescale;
  private double dropout;

  UNetDraft() {}

  UNetDraft(UNetSpec spec) {
    patch = spec.patch();
    channels = spec.channels();
    multipliers = spec.multipliers();
    blocks = spec.blocks();
    groups = spec.groups();
    lastGain = spec.lastGain();
    resolutions = spec.attention().resolutions();
    heads = spec.attention().heads();
    up = spec.attention().up();
    timeKind = spec.time().kind();
    timeScale = spec.time().scale();
    conditioning = spec.conditioning();
    resampling = spec.resampling();
    progressiveInput = spec.progressiveInput();
    skipRescale = spec.skipRescale();
    dropout = spec.dropout();
  }

  /** Side of a patch; 1 by default. */
  public UNetDraft patch(int side) {
    this.patch = side;
    return this;
  }

  /** Width of the first level; 32 by default. */
  public UNetDraft channels(int width) {
    this.channels = width;
    return this;
  }

  /** Width of each level in units of the first; 1, 2 by default. */
  public UNetDraft multipliers(List<Integer> widths) {
    this.multipliers = widths;
    return this;
  }

  /** Residual blocks of a level; 2 by default. */
  public UNetDraft blocks(int count) {
    this.blocks = count;
    return this;
  }

  /** Groups of the normalisation; 0, as many as are good, by default. */
  public UNetDraft groups(int count) {
    this.groups = count;
    return this;
  }

  /** Gain of the last convolutions' start; nearly nothing by default. */
  public UNetDraft lastGain(double gain) {
    this.lastGain = gain;
    return this;
  }

  /** Heights of the levels that attend; none by default. */
  public UNetDraft attention(List<Integer> heights) {
    this.resolutions = heights;
    return this;
  }

  /** Heads of each attention; 1 by default. */
  public UNetDraft heads(int count) {
    this.heads = count;
    return this;
  }

  /** How often a level attends on the way up; after each block by default. */
  public UNetDraft attentionUp(AttentionSpec.Up often) {
    this.up = often;
    return this;
  }

  /** The law of the time's frequencies; sinusoidal by default. */
  public UNetDraft time(TimeFeatures.Kind kind) {
    this.timeKind = kind;
    return this;
  }

  /** Scale of the time's frequencies; 1 by default. */
  public UNetDraft timeScale(double scale) {
    this.timeScale = scale;
    return this;
  }

  /** How the time enters; added by default. */
  public UNetDraft conditioning(Conditioning way) {
    this.conditioning = way;
    return this;
  }

  /** How the resolution changes; plain by default. */
  public UNetDraft resampling(Resampling way) {
    this.resampling = way;
    return this;
  }

  /** How the image enters further levels; not at all by default. */
  public UNetDraft progressiveInput(ProgressiveInput way) {
    this.progressiveInput = way;
    return this;
  }

  /** Whether sums are divided by √2; not by default. */
  public UNetDraft skipRescale(boolean on) {
    this.skipRescale = on;
    return this;
  }

  /** How often an activation is dropped in training; never by default. */
  public UNetDraft dropout(double rate) {
    this.dropout = rate;
    return this;
  }

  /**
   * The choice.
   *
   * @throws IllegalArgumentException if a value is out of range
   */
  public UNetSpec build() {
    return new UNetSpec(
        patch,
        channels,
        multipliers,
        blocks,
        groups,
        lastGain,
        new AttentionSpec(resolutions, heads, up),
        new TimeFeatures(timeKind, timeScale),
        conditioning,
        resampling,
        progressiveInput,
        skipRescale,
        dropout);
  }
}
