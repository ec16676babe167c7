package dev.driftwood.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.proto.v1.ImageFormat;
import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.proto.v1.SampleRequest;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.fixture.Artefacts;
import dev.driftwood.runtime.solve.Guidance;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuidedPlansTest {
  private static final ModelDescription MODEL =
      Artefacts.gaussianPoints(List.of(0.0, 0.0), 1).description();

  @Test
  void travelUnchanged() {
    for (SamplePlan plan :
        List.of(
            SamplePlan.builder().label(1).guidance(0).build(),
            SamplePlan.builder().label(1).guidance(3).guidanceInterval(0.25, 0.75).build())) {
      assertThat(SamplePlans.plan(request(plan), MODEL)).isEqualTo(plan);
    }
  }

  @Test
  void sayNothingWhereThereIsNoGuidance() {
    SampleRequest request = request(SamplePlan.builder().build());

    assertThat(request.hasGuidance()).isFalse();
    assertThat(request.hasGuidanceInterval()).isFalse();
    assertThat(SamplePlans.plan(request, MODEL).guidance()).isEmpty();
  }

  @Test
  void areGuidedAtAllTimesByDefault() {
    SampleRequest request = SampleRequest.newBuilder().setCount(1).setGuidance(2).build();

    assertThat(SamplePlans.plan(request, MODEL).guidance()).contains(new Guidance(2, 0, 1));
  }

  private static SampleRequest request(SamplePlan plan) {
    return SamplePlans.request(
        ModelRef.getDefaultInstance(), plan, MODEL.shape(), ImageFormat.IMAGE_FORMAT_FLOAT32);
  }
}
