package dev.driftwood.server;

import dev.driftwood.proto.v1.Accepted;
import dev.driftwood.proto.v1.ImageFormat;
import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.server.models.ServedModel;
import dev.driftwood.wire.SamplePlans;
import java.time.Duration;

/**
 * A sample request that was checked.
 *
 * @param served the model
 * @param plan what is drawn
 * @param format of samples and previews
 * @param previewEvery steps of a row between its previews; 0 for none
 */
record SampleOrder(ServedModel served, SamplePlan plan, ImageFormat format, int previewEvery) {
  /** Evaluations of the whole request; 0 where only the solver will know. */
  long evaluations() {
    return plan.rows().count() * plan.evaluations().orElse(0);
  }

  /** Bytes of a row as it is sent, about. */
  long rowBytes() {
    return (long) Float.BYTES * served.model().description().shape().size();
  }

  /**
   * The first message of the answer.
   *
   * @param estimate how long it will take
   */
  Accepted accepted(String id, Duration estimate) {
    ModelRef model =
        ModelRef.newBuilder()
            .setName(served.name())
            .setVersion(Integer.toString(served.version()))
            .build();
    return Accepted.newBuilder()
        .setOperationId(id)
        .setSeed(plan.seed())
        .setPlan(
            SamplePlans.accepted(model, plan, format).toBuilder().setPreviewEvery(previewEvery))
        .setModelName(model.getName())
        .setModelVersion(model.getVersion())
        .setModelDigest(served.model().artefact().digest())
        .setEstimatedMilliseconds(estimate.toMillis())
        .build();
  }
}
