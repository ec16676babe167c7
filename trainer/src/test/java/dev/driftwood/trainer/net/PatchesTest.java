package dev.driftwood.trainer.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.reference.ReferenceOps;
import dev.driftwood.runtime.reference.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PatchesTest {
  private static final ReferenceOps OPS = new ReferenceOps();
  private static final Patches PATCHES = new Patches(List.of(2, 4, 6), 2);

  private final Tensor image =
      new Tensor(IntStream.range(0, 48).asDoubleStream().toArray(), Shape.of(1, 2, 4, 6));

  @Test
  void makesTheFourPixelsOfASquareFourChannels() {
    Tensor joined = PATCHES.join(OPS, image);

    assertThat(joined.shape()).isEqualTo(Shape.of(1, 8, 2, 3));
    // The first square of the first channel: rows 0 and 1, columns 0 and 1 of six.
    assertThat(IntStream.range(0, 4).mapToDouble(c -> joined.values()[6 * c]))
        .containsExactly(0.0, 1.0, 6.0, 7.0);
  }

  @Test
  void partsWhatItJoins() {
    Tensor back = PATCHES.part(OPS, PATCHES.join(OPS, image));

    assertThat(back.shape()).isEqualTo(image.shape());
    assertThat(back.values()).containsExactly(image.values());
  }
}
