package dev.driftwood.wire;

import dev.driftwood.proto.v1.DrawnSample;
import dev.driftwood.proto.v1.ImageFormat;
import dev.driftwood.proto.v1.Preview;
import dev.driftwood.proto.v1.RowOutcome;
import dev.driftwood.runtime.Movement;
import dev.driftwood.runtime.Sample;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.image.PngGrid;
import dev.driftwood.runtime.solve.Outcome;
import java.util.List;

/** Drawn rows as messages. */
public final class DrawnSamples {
  private DrawnSamples() {}

  /**
   * Checks that rows of a shape can be sent in a format.
   *
   * @throws InvalidField if not
   */
  public static void requireFormat(ImageFormat format, ItemShape shape) {
    switch (format) {
      case IMAGE_FORMAT_UNSPECIFIED, IMAGE_FORMAT_FLOAT32 -> {}
      case IMAGE_FORMAT_PNG -> InvalidField.checking("format", () -> PngGrid.of(shape, 1));
      case UNRECOGNIZED -> throw new InvalidField("format", "format: unknown to this server");
    }
  }

  /** The message of a row. */
  public static DrawnSample message(Sample sample, ItemShape shape, ImageFormat format) {
    return DrawnSample.newBuilder()
        .setRow(sample.row())
        .setImage(image(sample, shape, format))
        .setEvaluations(sample.evaluations())
        .setOutcome(outcome(sample.outcome()))
        .build();
  }

  /** The encoded float32 message of a row, for measuring what encoding takes. */
  public static byte[] encoded(Sample sample, ItemShape shape) {
    return message(sample, shape, ImageFormat.IMAGE_FORMAT_FLOAT32).toByteArray();
  }

  private static dev.driftwood.proto.v1.Image image(
      Sample sample, ItemShape shape, ImageFormat format) {
    boolean png = format == ImageFormat.IMAGE_FORMAT_PNG;
    if (png && sample.outcome() != Outcome.DONE) {
      return dev.driftwood.proto.v1.Image.newBuilder().addAllShape(shape.dimensions()).build();
    }
    return image(sample.values(), shape, format);
  }

  private static dev.driftwood.proto.v1.Image image(
      float[] values, ItemShape shape, ImageFormat format) {
    return format == ImageFormat.IMAGE_FORMAT_PNG
        ? Images.ofPng(shape, PngGrid.of(shape, 1).encode(List.of(values)))
        : Images.ofFloats(shape, values);
  }

  /** The message of where an unfinished row seems to be going. */
  public static Preview preview(Movement estimate, ItemShape shape, ImageFormat format) {
    return Preview.newBuilder()
        .setRow(estimate.row())
        .setT(estimate.t())
        .setImage(image(estimate.values(), shape, format))
        .build();
  }

  /** The row of a float32 message. */
  public static Sample sample(DrawnSample message) {
    return new Sample(
        message.getRow(),
        Images.floats(message.getImage()),
        message.getEvaluations(),
        outcome(message.getOutcome()));
  }

  private static RowOutcome outcome(Outcome outcome) {
    return switch (outcome) {
      case RUNNING -> throw new IllegalStateException("a row was handed out unfinished");
      case DONE -> RowOutcome.ROW_OUTCOME_DONE;
      case NOT_FINITE -> RowOutcome.ROW_OUTCOME_NOT_FINITE;
      case STEP_LIMIT -> RowOutcome.ROW_OUTCOME_STEP_LIMIT;
      case STEP_TOO_SMALL -> RowOutcome.ROW_OUTCOME_STEP_TOO_SMALL;
    };
  }

  private static Outcome outcome(RowOutcome outcome) {
    return switch (outcome) {
      case ROW_OUTCOME_DONE -> Outcome.DONE;
      case ROW_OUTCOME_NOT_FINITE -> Outcome.NOT_FINITE;
      case ROW_OUTCOME_STEP_LIMIT -> Outcome.STEP_LIMIT;
      case ROW_OUTCOME_STEP_TOO_SMALL -> Outcome.STEP_TOO_SMALL;
      case ROW_OUTCOME_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("outcome: " + outcome + " (expected: a known one)");
    };
  }
}
