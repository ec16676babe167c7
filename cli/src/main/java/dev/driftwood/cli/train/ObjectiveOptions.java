package dev.driftwood.cli.train;

import dev.driftwood.cli.option.Choice;
import dev.driftwood.trainer.train.Loss;
import dev.driftwood.trainer.train.ObjectivePlan;
import dev.driftwood.trainer.train.Times;
import dev.driftwood.trainer.train.Weighting;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is made small. */
final class ObjectiveOptions {
  @Option(
      names = "--loss",
      paramLabel = "dsm|ssm",
      defaultValue = "dsm",
      description =
          "dsm, denoising score matching, or ssm, sliced score matching, which costs some three"
              + " times as much; ${DEFAULT-VALUE} by default.")
  private String loss;

  @Option(
      names = "--weighting",
      paramLabel = "sigma|likelihood|edm|min-snr",
      defaultValue = "sigma",
      description =
          "What the squared error of the noise is multiplied by: sigma for 1, likelihood for"
              + " g2/sigma2, edm, min-snr; ${DEFAULT-VALUE} by default.")
  private String weighting;

  @Option(
      names = "--times",
      paramLabel = "uniform|importance|log-normal|ladder",
      description =
          "What times are drawn from: uniform, the default; importance, in proportion to"
              + " g2/sigma2; log-normal noise levels, as edm has them; a ladder of levels.")
  private @Nullable String times;

  @Option(
      names = "--debias",
      description = "Short for --times importance; no change with ve, whose weight is constant.")
  private boolean debias;

  @Option(
      names = "--stratified",
      description = "Spread the times of a step out over what they are drawn from.")
  private boolean stratified;

  @Option(
      names = "--gamma",
      paramLabel = "G",
      description = "Signal-to-noise ratio at which min-snr bounds the weight; 5 by default.")
  private double gamma = ObjectivePlan.STANDARD.gamma();

  @Option(
      names = "--sigma-data",
      paramLabel = "S",
      description = "Deviation of the data in the edm weighting and target; 0.5 by default.")
  private double sigmaData = ObjectivePlan.STANDARD.sigmaData();

  @Option(
      names = "--levels",
      paramLabel = "L",
      description = "Noise levels of --times ladder; 10 by default.")
  private int levels = ObjectivePlan.STANDARD.levels();

  ObjectivePlan plan() {
    Weighting chosen = Choice.of("weighting", weighting, List.of(Weighting.values()));
    Loss estimate = Choice.of("loss", loss, List.of(Loss.values()));
    return new ObjectivePlan(estimate, chosen, times(), stratified, gamma, sigmaData, levels);
  }

  private Times times() {
    if (times == null) {
      return debias ? Times.IMPORTANCE : Times.UNIFORM;
    }
    Times chosen = Choice.of("times", times, List.of(Times.values()));
    if (debias && chosen != Times.IMPORTANCE) {
      throw new IllegalArgumentException(
          "times: " + times + " with --debias (expected: importance, or one of the two options)");
    }
    return chosen;
  }
}
