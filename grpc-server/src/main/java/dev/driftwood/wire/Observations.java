package dev.driftwood.wire;

import dev.driftwood.proto.v1.Blocks;
import dev.driftwood.proto.v1.ChannelMeans;
import dev.driftwood.proto.v1.Mask;
import dev.driftwood.proto.v1.Observation;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.observe.Corrections;
import dev.driftwood.runtime.observe.Observed;
import dev.driftwood.runtime.observe.Restoration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What is seen of rows as messages; {@link ObservedItems} has the images. */
final class Observations {
  private Observations() {}

  /** The message of all but the images. */
  static Observation message(Restoration known) {
    Observation.Builder message =
        Observation.newBuilder()
            .setRepeats(known.corrections().repeats())
            .setCorrections(known.corrections().moves())
            .setCorrectionSize(known.corrections().size());
    if (known.observed() instanceof Observed.Pixels pixels) {
      return message.setMask(mask(pixels.seen())).build();
    }
    if (known.observed() instanceof Observed.Blocks blocks) {
      return message.setBlocks(Blocks.newBuilder().setSide(blocks.side())).build();
    }
    return message.setChannelMeans(ChannelMeans.getDefaultInstance()).build();
  }

  private static Mask mask(boolean[] seen) {
    Mask.Builder mask = Mask.newBuilder();
    for (boolean flag : seen) {
      mask.addSeen(flag);
    }
    return mask.build();
  }

  /**
   * The restoration of a message, defaults filled in.
   *
   * @throws InvalidField where there is none for the model
   */
  static Restoration restoration(Observation message, ModelDescription model) {
    Observed observed = observed(message);
    InvalidField.checking(
        "observation." + message.getKindCase().name().toLowerCase(Locale.ROOT),
        () -> observed.projection(model.shape(), model.data().transform()));
    Corrections corrections =
        InvalidField.naming("observation.", () -> corrections(message, Corrections.USUAL));
    List<double[]> items = ObservedItems.of(observed, model).all(message.getImagesList());
    return InvalidField.naming("observation.", () -> new Restoration(observed, items, corrections));
  }

  private static Observed observed(Observation message) {
    return switch (message.getKindCase()) {
      case MASK -> new Observed.Pixels(flags(message.getMask().getSeenList()));
      case CHANNEL_MEANS -> new Observed.ChannelMeans();
      case BLOCKS ->
          InvalidField.checking(
              "observation.blocks.side", () -> new Observed.Blocks(message.getBlocks().getSide()));
      case KIND_NOT_SET ->
          throw new InvalidField(
              "observation", "observation: none (expected: mask, channel_means or blocks)");
    };
  }

  private static boolean[] flags(List<Boolean> seen) {
    boolean[] flags = new boolean[seen.size()];
    IntStream.range(0, flags.length).forEach(i -> flags[i] = seen.get(i));
    return flags;
  }

  private static Corrections corrections(Observation message, Corrections usual) {
    return new Corrections(
        message.hasRepeats() ? message.getRepeats() : usual.repeats(),
        message.hasCorrections() ? message.getCorrections() : usual.moves(),
        message.hasCorrectionSize() ? message.getCorrectionSize() : usual.size());
  }
}
