package dev.driftwood.trainer.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.failure.DriftwoodException;
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

  private static Map<String, Object> entries(SdeSpec sde) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("type", sde.type().jsonName());
    sde.type().parameterNames().forEach(name -> entries.put(name, sde.parameter(name)));
    return entries;
  }
}
