package dev.driftwood.server;

import dev.driftwood.proto.v1.Accepted;
import dev.driftwood.proto.v1.ImageFormat;
import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.server.models.ServedModel;
import dev.driftwood.wire.RowRanges;
import dev.driftwood.wire.SamplePlans;
import java.time.Duration;
import java.util.PrimitiveIterator;

/**
 * A sample request that was checked.
 *
 * @param served the model
 * @param plan what is drawn
 * @param format of samples and previews
 * @param previewEvery steps of a row between its previews; 0 for none
 * @param received rows that have arrived already
 */
record SampleOrder(
    ServedModel served, SamplePlan plan, ImageFormat format, int previewEvery, RowRanges received) {
  /** The same without rows that have arrived. */
  SampleOrder without(RowRanges rows) {
    return new SampleOrder(served, plan, format, previewEvery, rows);
  }

  /** Rows that are to be sent. */
  long rows() {
    SamplePlan.Rows all = plan.rows();
    return all.count() - received.countWithin(all.first(), all.count());
  }

  /** Their numbers, in order. */
  PrimitiveIterator.OfLong missing() {
    return received.missing(plan.rows().first(), plan.rows().count());
  }

  /** Evaluations of what is to be sent; 0 where only the solver will know. */
  long evaluations() {
    return rows() * plan.evaluations().orElse(0);
  }

  /** Bytes of a row as it is sent, about. */
  long rowBytes() {
    return (long) Float.BYTES * served.model().description().shape().size();
  }

  /**
   * The first message of the answer.
   *
   * @param estimate how long it will take
   * @param resumable how long after the stream's end it can be gone on with
   */
  Accepted accepted(String id, Duration estimate, Duration resumable) {
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
        .setResumableSeconds(resumable.toSeconds())
        .build();
  }
}
