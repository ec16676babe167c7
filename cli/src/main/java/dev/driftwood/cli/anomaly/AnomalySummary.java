package dev.driftwood.cli.anomaly;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.option.Truth;
import dev.driftwood.cli.output.Report;
import dev.driftwood.runtime.Anomaly;
import dev.driftwood.runtime.anomaly.AnomalyScore;
import dev.driftwood.runtime.anomaly.BatchDrift;
import dev.driftwood.runtime.anomaly.Calibration;
import dev.driftwood.runtime.anomaly.Discoveries;
import dev.driftwood.runtime.anomaly.ReferenceScores;
import dev.driftwood.runtime.anomaly.Separation;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** What a run of anomalies comes to. Keeps a few numbers an image. */
final class AnomalySummary {
  private final Optional<ReferenceScores> reference;
  private final JudgingPlan plan;
  private final DoubleStream.Builder builder = DoubleStream.builder();
  private final MixReport mix = new MixReport();
  private double[] pValues = new double[0];
  private Discoveries discoveries = new Discoveries(pValues);
  private boolean complete;
  private long judged;
  private long failed;
  private String firstFailure = "";

  AnomalySummary(Optional<Calibration> calibration, JudgingPlan plan) {
    this.reference = calibration.map(it -> it.references().get(AnomalyScore.COMBINED));
    this.plan = plan;
  }

  /** Takes an image; returns its number in the run. */
  long add(Anomaly anomaly, String label) {
    if (anomaly.ok()) {
      judged++;
      builder.add(anomaly.combined().pValue());
    } else {
      failed++;
      firstFailure = firstFailure.isEmpty() ? anomaly.id() + ": " + anomaly.error() : firstFailure;
    }
    if (!label.equals(Truth.UNKNOWN)) {
      mix.add(anomaly, label.equals(Truth.ANOMALOUS));
    }
    return judged + failed - 1;
  }

  long judged() {
    return judged;
  }

  private void complete() {
    if (!complete) {
      pValues = builder.build().toArray();
      discoveries = new Discoveries(pValues);
      complete = true;
    }
  }

  /** The q-value of an image of the run, which takes no further ones from then on. */
  double qValue(Anomaly anomaly) {
    complete();
    return anomaly.ok() ? discoveries.qValue(anomaly.combined().pValue()) : Double.NaN;
  }

  boolean flags(Anomaly anomaly) {
    return anomaly.ok() && flags(anomaly.combined().pValue());
  }

  private boolean flags(double pValue) {
    complete();
    return plan.falseDiscoveryRate().isPresent()
        ? discoveries.qValue(pValue) <= plan.falseDiscoveryRate().getAsDouble()
        : pValue <= plan.falsePositiveRate();
  }

  Map<AnomalyScore, Separation> separations() {
    return mix.separations();
  }

  Report report() {
    complete();
    Report report = new Report();
    ObjectNode entries = report.entries();
    entries.put("images", judged + failed).put("failed", failed);
    entries.put("anomalous", Arrays.stream(pValues).filter(this::flags).count());
    reference.ifPresent(scores -> describe(scores, entries));
    MixReport.describe(mix.separations(), entries);
    return report;
  }

  private void describe(ReferenceScores scores, ObjectNode entries) {
    double threshold = scores.threshold(plan.falsePositiveRate());
    if (Double.isFinite(threshold)) {
      entries.put("threshold", threshold);
    }
    if (judged > 0) {
      BatchDrift drift = BatchDrift.of(pValues, scores.sorted().length);
      entries.put("drift", drift.statistic()).put("drift_p_value", drift.pValue());
    }
  }

  /** The exit code; says on standard error which images failed, and what a small set can't do. */
  int exitCode(Console console) {
    reference.ifPresent(scores -> noteCoarseness(scores.sorted().length, console));
    if (failed == 0) {
      return ExitCode.OK;
    }
    console.note(failed + " of " + (judged + failed) + " images failed: " + firstFailure);
    return ExitCode.FAILED;
  }

  private void noteCoarseness(int references, Console console) {
    if (plan.falsePositiveRate() * (references + 1) < 1) {
      console.note(
          "false-positive-rate: %s can't be told with %d reference images (expected: at least %s)"
              .formatted(plan.falsePositiveRate(), references, 1 / (references + 1.0)));
    }
  }
}
