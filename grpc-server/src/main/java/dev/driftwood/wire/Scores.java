package dev.driftwood.wire;

import dev.driftwood.proto.v1.DiscreteBound;
import dev.driftwood.proto.v1.LikelihoodResult;
import dev.driftwood.runtime.Likelihood;
import dev.driftwood.runtime.ScoreDetails;
import java.util.Optional;
import java.util.OptionalDouble;

/** Scores as messages. */
public final class Scores {
  private Scores() {}

  /** The message of a score. */
  public static LikelihoodResult message(Likelihood score) {
    LikelihoodResult.Builder message =
        LikelihoodResult.newBuilder()
            .setId(score.id())
            .setOk(score.ok())
            .setLogLikelihoodNats(score.nats())
            .setBitsPerDim(score.bitsPerDim())
            .setPrior(score.prior())
            .setDivergence(score.divergence())
            .setTransform(score.transform())
            .setOffset(score.offset())
            .setNfe(score.evaluations())
            .setConverged(score.ok())
            .setError(score.error());
    score.standardErrorBitsPerDim().ifPresent(message::setStdErrorBpd);
    score.driftNorm().ifPresent(message::setDriftNorm);
    if (!Double.isNaN(score.gap())) {
      message.setGap(score.gap());
    }
    ScoreDetails details = score.details();
    details.reconstruction().ifPresent(message::setReconstruction);
    details.entropy().ifPresent(message::setEntropy);
    details.degreesOfFreedom().ifPresent(message::setDegreesOfFreedom);
    details.importanceGain().ifPresent(message::setImportanceGain);
    details
        .discrete()
        .ifPresent(
            bits ->
                message.setDiscrete(
                    DiscreteBound.newBuilder()
                        .setPriorBpd(bits.prior())
                        .setStepsBpd(bits.steps())
                        .setDecoderBpd(bits.decoder())));
    return message.build();
  }

  /**
   * The score of a message.
   *
   * @param index place in the caller's input
   * @param id what the caller's input calls it
   */
  public static Likelihood likelihood(long index, String id, LikelihoodResult message) {
    return new Likelihood(
        index,
        id,
        message.getLogLikelihoodNats(),
        message.getBitsPerDim(),
        optional(message.hasStdErrorBpd(), message.getStdErrorBpd()),
        message.getPrior(),
        message.getDivergence(),
        optional(message.hasDriftNorm(), message.getDriftNorm()),
        message.getTransform(),
        message.getOffset(),
        message.hasGap() ? message.getGap() : Double.NaN,
        message.getNfe(),
        message.getError(),
        details(message));
  }

  private static ScoreDetails details(LikelihoodResult message) {
    return new ScoreDetails(
        optional(message.hasReconstruction(), message.getReconstruction()),
        optional(message.hasEntropy(), message.getEntropy()),
        optional(message.hasDegreesOfFreedom(), message.getDegreesOfFreedom()),
        optional(message.hasImportanceGain(), message.getImportanceGain()),
        message.hasDiscrete() ? Optional.of(bits(message.getDiscrete())) : Optional.empty());
  }

  private static ScoreDetails.DiscreteBits bits(DiscreteBound message) {
    return new ScoreDetails.DiscreteBits(
        message.getPriorBpd(), message.getStepsBpd(), message.getDecoderBpd());
  }

  private static OptionalDouble optional(boolean given, double value) {
    return given ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
