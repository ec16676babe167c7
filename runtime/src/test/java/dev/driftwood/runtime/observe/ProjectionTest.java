package dev.driftwood.runtime.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.data.ItemShape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProjectionTest {
  private static final ItemShape SHAPE = ItemShape.image(3, 2, 4);
  private static final DataTransform UNEQUAL =
      new DataTransform.Standardized(List.of(0.4, 0.5, 0.6), List.of(0.1, 0.2, 0.5));
  private static final DataTransform LOGIT = new DataTransform.Logit(0.05);

  static Stream<Projection> projections() {
    return Stream.of(
        new Observed.Pixels(flags(8)).projection(SHAPE, LOGIT),
        new Observed.Pixels(flags(24)).projection(SHAPE, LOGIT),
        new Observed.ChannelMeans().projection(SHAPE, new DataTransform.Centered()),
        new Observed.ChannelMeans().projection(SHAPE, UNEQUAL),
        new Observed.Blocks(2).projection(SHAPE, UNEQUAL));
  }

  @ParameterizedTest
  @MethodSource("projections")
  void isOrthogonal(Projection projection) {
    double[] x = item(0.7);
    double[] y = item(2.3);
    double[] known = projection.known(x);
    // P P = P and P = Pᵀ, to the rounding of sums of some ten numbers.
    assertThat(projection.known(known)).containsExactly(known, within(1e-14));
    assertThat(dot(known, y)).isCloseTo(dot(x, projection.known(y)), within(1e-13));
    assertThat(Matrix.sum(known, projection.unknown(x))).containsExactly(x, within(1e-14));
  }

  @Test
  void channelMeansAreThoseOfDataSpaceWhateverTheDeviations() {
    Projection projection = new Observed.ChannelMeans().projection(SHAPE, UNEQUAL);
    double[] grey = UNEQUAL.inverse(projection.joined(UNEQUAL.forward(item(0.7)), item(2.3)));
    double[] original = item(0.7);
    for (int pixel = 0; pixel < 8; pixel++) {
      double found = grey[pixel] + grey[8 + pixel] + grey[16 + pixel];
      double expected = original[pixel] + original[8 + pixel] + original[16 + pixel];
      assertThat(found).isCloseTo(expected, within(1e-13));
    }
  }

  @Test
  void blocksHaveTheirMeans() {
    double[] known =
        new Observed.Blocks(2).view(ItemShape.image(1, 2, 4), row(1, 2, 3, 4, 5, 6, 7, 8));
    assertThat(known).containsExactly(3.5, 3.5, 5.5, 5.5, 3.5, 3.5, 5.5, 5.5);
  }

  @Test
  void masksAreForAllChannels() {
    double[] known =
        new Observed.Pixels(new boolean[] {true, false})
            .view(ItemShape.image(2, 1, 2), row(1, 2, 3, 4));
    assertThat(known).containsExactly(1, 0, 3, 0);
  }

  @Test
  void refusesWhatIsNoProjection() {
    refused(
        new Observed.ChannelMeans(),
        SHAPE,
        LOGIT,
        "channel means: of a model with transform logit");
    refused(new Observed.Blocks(2), SHAPE, LOGIT, "block means: of a model with transform logit");
    refused(new Observed.Blocks(4), SHAPE, UNEQUAL, "factor: 4 (expected: a divisor");
    refused(
        new Observed.ChannelMeans(),
        ItemShape.image(1, 2, 4),
        UNEQUAL,
        "[1, 2, 4] (expected: an image");
    refused(new Observed.Pixels(flags(7)), SHAPE, UNEQUAL, "mask: 7 flags (expected: 8");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Observed.Blocks(1))
        .withMessage("factor: 1 (expected: >= 2)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Corrections(0, 0, 0.1))
        .withMessage("repeats: 0 (expected: 1 to 10000)");
  }

  private static void refused(
      Observed observed, ItemShape shape, DataTransform transform, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> observed.projection(shape, transform))
        .withMessageContaining(message);
  }

  private static boolean[] flags(int count) {
    boolean[] flags = new boolean[count];
    for (int i = 0; i < count; i += 3) {
      flags[i] = true;
    }
    return flags;
  }

  private static double[] item(double phase) {
    double[] x = new double[SHAPE.size()];
    for (int d = 0; d < x.length; d++) {
      x[d] = 0.5 + 0.4 * Math.sin(phase + d);
    }
    return x;
  }

  private static double[] row(double... numbers) {
    return numbers;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0.0;
    for (int d = 0; d < a.length; d++) {
      sum += a[d] * b[d];
    }
    return sum;
  }
}
