package dev.driftwood.trainer.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.SubVariancePreserving;
import dev.driftwood.runtime.sde.VarianceExploding;
import dev.driftwood.runtime.sde.VariancePreserving;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The file config.yaml of a run: the plan, by the names of the command's options. */
final class RunConfig {
  private RunConfig() {}

  static void write(TrainingPlan plan) {
    Path file = plan.out().resolve("config.yaml");
    try {
      new ObjectMapper(new YAMLFactory()).writeValue(file.toFile(), entries(plan));
    } catch (IOException e) {
      throw new DriftwoodException(
          "can't write " + file + " (expected: a writable folder with room)", e);
    }
  }

  private static Map<String, Object> entries(TrainingPlan plan) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("dataset", plan.dataset());
    if (plan.dataDir() != null) {
      entries.put("data-dir", plan.dataDir().toString());
    }
    entries.put("preset", plan.preset());
    entries.put("sde", entries(plan.sde()));
    entries.put("iterations", plan.iterations());
    entries.put("batch", plan.batch());
    entries.put("lr", plan.learningRate());
    entries.put("ema", plan.ema());
    entries.put("seed", plan.seed());
    entries.put("debias", plan.debias());
    Intervals intervals = plan.intervals();
    entries.put("metrics-interval", intervals.metrics());
    entries.put("checkpoint-interval", intervals.checkpoint());
    entries.put("samples-interval", intervals.samples());
    entries.put("evaluation-interval", intervals.evaluation());
    return entries;
  }

  private static Map<String, Object> entries(Sde sde) {
    if (sde instanceof VariancePreserving vp) {
      return linear("vp", vp.betaMin(), vp.betaMax());
    }
    if (sde instanceof SubVariancePreserving subVp) {
      return linear("subvp", subVp.betaMin(), subVp.betaMax());
    }
    VarianceExploding ve = (VarianceExploding) sde;
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("type", "ve");
    entries.put("sigmaMin", ve.sigmaMin());
    entries.put("sigmaMax", ve.sigmaMax());
    return entries;
  }

  private static Map<String, Object> linear(String type, double betaMin, double betaMax) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("type", type);
    entries.put("betaMin", betaMin);
    entries.put("betaMax", betaMax);
    return entries;
  }
}
