package dev.driftwood.runtime.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.image.ElementType;
import dev.driftwood.runtime.image.Image;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PictureStatisticsTest {
  @Test
  void splitsAStepIntoItsBands() {
    // Columns 0, 1, 0, 1: all energy lies across, in the finest octave.
    double[] stripes = {0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1};

    assertThat(new HaarBands(ItemShape.image(1, 4, 4)).energies(stripes))
        .containsExactly(new double[] {1, 0, 0, 0, 0, 0}, within(1e-12));
  }

  @Test
  void keepsTheEnergyOfAnImage() {
    ItemShape shape = ItemShape.image(1, 8, 8);
    double[] x = new Random(4).doubles(64).toArray();
    double[] e = new HaarBands(shape).energies(x);
    double mean = Arrays.stream(x).average().orElseThrow();

    // Σ (x − mean)²: an octave of 64/4^k blocks, whose means weigh 4^(k−1) pixels each.
    double sum = 16 * (e[0] + e[1] + e[2]) + 16 * (e[3] + e[4] + e[5]) + 16 * (e[6] + e[7] + e[8]);
    assertThat(sum)
        .isCloseTo(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum(), within(1e-9));
  }

  @Test
  void needsMoreBitsForNoiseThanForAFlatImage() {
    ItemShape shape = ItemShape.image(3, 16, 12);
    byte[] noise = new byte[shape.size()];
    new Random(1).nextBytes(noise);
    PictureStatistics statistics = new PictureStatistics(shape, 256);

    // Noise can't be packed, and deflate adds a few bytes; nothing takes a tenth of it.
    assertThat(statistics.codeBits(image(shape, ElementType.U8, noise)))
        .isBetween(8.0 * noise.length, 8.5 * noise.length);
    assertThat(statistics.codeBits(image(shape, ElementType.U8, new byte[shape.size()])))
        .isLessThan(0.1 * 8 * noise.length);
  }

  @Test
  void takesSixteenBitsAndOtherHeightsThanWidths() {
    ItemShape shape = ItemShape.image(1, 5, 9);
    byte[] noise = new byte[2 * shape.size()];
    new Random(1).nextBytes(noise);
    PictureStatistics statistics = new PictureStatistics(shape, 65536);

    double[] all = statistics.of(image(shape, ElementType.U16, noise));

    assertThat(all).hasSize(statistics.count()).doesNotContain(Double.NaN);
    assertThat(statistics.codeBits(image(shape, ElementType.U16, noise)))
        .isGreaterThanOrEqualTo(16.0 * shape.size());
  }

  @Test
  void seesNoColourInGrey() {
    ItemShape shape = ItemShape.image(3, 2, 2);
    double[] grey = {0.1, 0.5, 0.3, 0.9, 0.1, 0.5, 0.3, 0.9, 0.1, 0.5, 0.3, 0.9};

    assertThat(ChannelSpread.of(shape, grey)).isCloseTo(0, within(1e-15));
    grey[0] = 0.4;
    // One pixel differs by 0.3 in one of three channels: 2/3 · 0.3² over 12 numbers.
    assertThat(ChannelSpread.of(shape, grey)).isCloseTo(2.0 / 3 * 0.09 / 12, within(1e-12));
  }

  private static Image image(ItemShape shape, ElementType type, byte[] bytes) {
    return Image.of("0", shape, type, bytes);
  }
}
