package dev.driftwood.runtime.noise;

import java.util.function.IntToDoubleFunction;

/**
 * The random numbers of one seed, each a pure function of its address (row key, purpose, draw,
 * probe, step, dimension).
 *
 * <p>Philox 4x32-10 is keyed by the seed, low word first. The counter of dimensions 4b … 4b + 3 is
 *
 * <pre>
 *   c0 = b
 *   c1 = purpose · 2²⁸ + draw · 2²⁰ + probe · 2¹² + step
 *   c2, c3 = row key, low word first
 * </pre>
 *
 * <p>A number that does not apply is 0. Draws and probes of 256 and more, and steps of 4,096 and
 * more, carry into further row keys {@code key + k · 0x9E3779B97F4A7C15} (modulo 2⁶⁴) with
 *
 * <pre>
 *   k = ⌊step / 4096⌋ + 2¹⁹ · ⌊probe / 256⌋ + 2⁴² · ⌊draw / 256⌋,
 * </pre>
 *
 * <p>so that no two addresses of one row meet. A word w becomes the uniform number (w + ½) / 2³² of
 * the open interval (0, 1), a normal number by {@link NormalQuantile}, or a sign by its top bit (1
 * is minus). The bits are the same on every machine and JDK.
 *
 * @param seed the 64-bit key
 */
public record NoiseStream(long seed) {
  private static final long NEXT_ROW_KEY = 0x9E3779B97F4A7C15L;
  private static final int PURPOSE_SHIFT = 28;
  private static final int DRAW_SHIFT = 20;
  private static final int PROBE_SHIFT = 12;
  private static final int BYTE = 8;
  private static final double TWO_TO_MINUS_32 = 0x1p-32;

  /** Fills {@code out} with independent standard normal numbers, dimension by dimension. */
  public void normals(long rowKey, Purpose purpose, int draw, int probe, int step, double[] out) {
    fill(rowKey, purpose, draw, probe, step, out, word -> NormalQuantile.of(uniform(word)));
  }

  /** Fills {@code out} with independent uniform numbers of the open interval (0, 1). */
  public void uniforms(long rowKey, Purpose purpose, int draw, int probe, int step, double[] out) {
    fill(rowKey, purpose, draw, probe, step, out, NoiseStream::uniform);
  }

  /** Fills {@code out} with independent signs, −1 or +1 with probability one half each. */
  public void rademacher(
      long rowKey, Purpose purpose, int draw, int probe, int step, double[] out) {
    fill(rowKey, purpose, draw, probe, step, out, word -> word < 0 ? -1.0 : 1.0);
  }

  private void fill(
      long rowKey,
      Purpose purpose,
      int draw,
      int probe,
      int step,
      double[] out,
      IntToDoubleFunction meaning) {
    long key =
        carriedRowKey(rowKey, index(draw, "draw"), index(probe, "probe"), index(step, "step"));
    int address = address(purpose, draw, probe, step);
    int[] words = new int[Philox.WORDS];
    for (int start = 0; start < out.length; start += Philox.WORDS) {
      words[0] = start / Philox.WORDS;
      words[1] = address;
      words[2] = (int) key;
      words[3] = (int) (key >>> 32);
      Philox.apply(seed, words);
      int end = Math.min(Philox.WORDS, out.length - start);
      for (int i = 0; i < end; i++) {
        out[start + i] = meaning.applyAsDouble(words[i]);
      }
    }
  }

  private static int address(Purpose purpose, int draw, int probe, int step) {
    return (purpose.code() << PURPOSE_SHIFT)
        | ((draw & 0xFF) << DRAW_SHIFT)
        | ((probe & 0xFF) << PROBE_SHIFT)
        | (step & 0xFFF);
  }

  private static long carriedRowKey(long rowKey, int draw, int probe, int step) {
    long k =
        (step >>> PROBE_SHIFT) + ((long) (probe >>> BYTE) << 19) + ((long) (draw >>> BYTE) << 42);
    return rowKey + k * NEXT_ROW_KEY;
  }

  private static double uniform(int word) {
    return (Integer.toUnsignedLong(word) + 0.5) * TWO_TO_MINUS_32;
  }

  private static int index(int value, String name) {
    if (value >= 0) {
      return value;
    }
    throw new IllegalArgumentException(name + ": " + value + " (expected: >= 0)");
  }
}
