package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.proto.v1.LikelihoodImage;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.image.BrokenImage;
import dev.driftwood.runtime.image.ImageItem;
import org.junit.jupiter.api.Test;

class ImageInboxTest {
  @Test
  void keepsNoNumbersOfAnImageOfAnotherShape() {
    ImageInbox inbox = new ImageInbox(ItemShape.point(2), () -> {});
    float[] large = new float[100_000];

    inbox.add(LikelihoodImage.newBuilder().setId("a").setImage(InProcess.point(large)).build());

    ImageItem kept = inbox.next();
    assertThat(kept).isInstanceOf(BrokenImage.class);
    assertThat(kept.id()).isEqualTo("a");
    assertThat(((BrokenImage) kept).error()).contains("100000").contains("expected: [2]");
  }
}
