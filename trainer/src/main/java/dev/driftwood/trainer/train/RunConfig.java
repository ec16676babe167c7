package dev.driftwood.trainer.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.failure.DriftwoodException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The file config.yaml of a run: the plan, by the names of the command's options. */
final class RunConfig {
  private static final ObjectMapper MAPPER = new ObjectMapper(new YAMLFactory());

  private RunConfig() {}

  static void write(TrainingPlan plan) {
    Path file = plan.out().resolve("config.yaml");
    try {
      MAPPER.writeValue(file.toFile(), entries(plan));
    } catch (IOException e) {
      throw new DriftwoodException(
          "can't write " + file + " (expected: a writable folder with room)", e);
    }
  }

  /**
   * Ends where the run in the plan's folder was of other data, of another network or diffusion: its
   * checkpoints would go on as something that they are not.
   */
  static void requireSame(TrainingPlan plan) {
    Path file = plan.out().resolve("config.yaml");
    JsonNode before = read(file);
    JsonNode now = MAPPER.valueToTree(entries(plan));
    for (String name : List.of("dataset", "transform", "preset", "target", "sde")) {
      if (before.has(name) && !before.get(name).equals(now.get(name))) {
        throw new DriftwoodException(
            "%s: the run has %s %s, not %s (expected: --resume with the same, or another --out)"
                .formatted(file, name, before.get(name), now.get(name)));
      }
    }
  }

  private static JsonNode read(Path file) {
    try {
      return Files.exists(file) ? MAPPER.readTree(file.toFile()) : MAPPER.createObjectNode();
    } catch (IOException e) {
      throw new DriftwoodException(
          "can't read " + file + " (expected: the options of the run; remove it to use others)", e);
    }
  }

  private static Map<String, Object> entries(TrainingPlan plan) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("dataset", plan.data().dataset());
    Path dataDir = plan.data().dataDir();
    if (dataDir != null) {
      entries.put("data-dir", dataDir.toString());
    }
    plan.data().transform().ifPresent(transform -> entries.put("transform", transform.name()));
    entries.put("preset", plan.network().preset());
    entries.put("target", plan.network().target().jsonName());
    entries.put("sde", entries(plan.sde()));
    entries.put("iterations", plan.optimizer().iterations());
    entries.put("batch", plan.data().batch());
    entries.put("lr", plan.optimizer().learningRate());
    entries.put("ema", plan.average().decay());
    entries.put("seed", plan.seed());
    entries.put("debias", plan.objective().debias());
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
