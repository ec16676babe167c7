package dev.driftwood.trainer.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.AtomicFile;
import dev.driftwood.trainer.net.NetworkOption;
import dev.driftwood.trainer.net.Presets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The file config.yaml of a run: the plan, by the names of the command's options, so that {@code
 * driftwood train --config} takes it. The run folder, where it lies, is not in it.
 */
public final class RunConfig {
  private static final ObjectMapper MAPPER = new ObjectMapper(new YAMLFactory());

  /** What checkpoints can't go on without. */
  private static final List<String> FIXED =
      List.of(
          "dataset",
          "transform",
          "flip",
          "labels",
          "label-dropout",
          "preset",
          "target",
          "sde",
          "loss",
          "weighting",
          "times",
          "stratified",
          "gamma",
          "sigma-data",
          "levels",
          "batch",
          "accumulate",
          "ema",
          "seed",
          "device",
          "evaluation-method");

  /** Written only where they were given: a file without them is of a run without them. */
  private static final Set<String> OPTIONAL = Set.of("transform", "label-dropout");

  private RunConfig() {}

  /**
   * Writes the file.
   *
   * @param threads those that the engine uses
   */
  static void write(TrainingPlan plan, int threads) {
    Path file = plan.out().resolve("config.yaml");
    Map<String, Object> entries = entries(plan);
    entries.put("threads", threads);
    try {
      AtomicFile.write(file, MAPPER.writeValueAsBytes(entries));
    } catch (IOException e) {
      throw AtomicFile.unwritable(file, e);
    }
  }

  /**
   * Ends where the run in the plan's folder was of other data, of another network or diffusion: its
   * checkpoints would go on as something that they are not.
   */
  static void requireSame(TrainingPlan plan) {
    Path file = plan.out().resolve("config.yaml");
    JsonNode before = read(file);
    JsonNode now = asRead(entries(plan));
    Stream<String> network = Arrays.stream(NetworkOption.values()).map(NetworkOption::label);
    for (String name : Stream.concat(FIXED.stream(), network).toList()) {
      boolean told = before.has(name) || (OPTIONAL.contains(name) && !before.isEmpty());
      if (told && !before.path(name).equals(now.path(name))) {
        throw new DriftwoodException(
            "%s: the run has %s %s, not %s (expected: --resume with the same, or another --out)"
                .formatted(file, name, shown(before, name), shown(now, name)));
      }
    }
  }

  private static String shown(JsonNode options, String name) {
    return options.has(name) ? options.get(name).toString() : "none";
  }

  /** Numbers as they come back from a file, so that they compare. */
  private static JsonNode asRead(Map<String, Object> entries) {
    try {
      return MAPPER.readTree(MAPPER.writeValueAsBytes(entries));
    } catch (IOException e) {
      throw new UncheckedIOException("memory holds what is written", e);
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

  /** All that the plan says, by option, in the order of the plan; in a map of the caller's. */
  public static Map<String, Object> entries(TrainingPlan plan) {
    Map<String, Object> entries = new LinkedHashMap<>();
    addData(entries, plan);
    entries.put("sde", sde(plan.sde()));
    addObjective(entries, plan.objective());
    addOptimizer(entries, plan.optimizer());
    List<Double> decays = plan.average().decays();
    entries.put("ema", decays.size() == 1 ? decays.get(0) : decays);
    entries.put("seed", plan.seed());
    entries.put("threads", plan.threads());
    entries.put("device", plan.devices().toString());
    addEvaluation(entries, plan.evaluation());
    Intervals intervals = plan.intervals();
    entries.put("metrics-interval", intervals.metrics());
    entries.put("checkpoint-interval", intervals.checkpoint());
    entries.put("samples-interval", intervals.samples());
    entries.put("evaluation-interval", intervals.evaluation());
    entries.put("keep", intervals.kept());
    return entries;
  }

  private static void addData(Map<String, Object> entries, TrainingPlan plan) {
    entries.put("dataset", plan.data().dataset());
    Path dataDir = plan.data().dataDir();
    if (dataDir != null) {
      entries.put("data-dir", dataDir.toString());
    }
    plan.data().transform().ifPresent(transform -> entries.put("transform", transform.name()));
    entries.put("batch", plan.data().batch());
    entries.put("flip", plan.data().flip());
    entries.put("labels", plan.data().labelDropout().isPresent());
    plan.data().labelDropout().ifPresent(share -> entries.put("label-dropout", share));
    NetworkPlan network = plan.network();
    entries.put("preset", network.preset());
    if (Presets.names().contains(network.preset())) {
      entries.putAll(Presets.options(network.preset(), network.changes()));
    }
    entries.put("target", plan.network().target().label());
  }

  private static void addObjective(Map<String, Object> entries, ObjectivePlan objective) {
    entries.put("loss", name(objective.loss()));
    entries.put("weighting", name(objective.weighting()));
    entries.put("times", name(objective.times()));
    entries.put("stratified", objective.stratified());
    entries.put("gamma", objective.gamma());
    entries.put("sigma-data", objective.sigmaData());
    entries.put("levels", objective.levels());
  }

  private static void addEvaluation(Map<String, Object> entries, EvaluationPlan evaluation) {
    entries.put("evaluation-method", name(evaluation.method()));
    evaluation.features().ifPresent(file -> entries.put("features", file.toString()));
    entries.put("metrics-samples", evaluation.samples());
  }

  private static void addOptimizer(Map<String, Object> entries, OptimizerPlan optimizer) {
    entries.put("iterations", optimizer.iterations());
    entries.put("lr", optimizer.learningRate());
    entries.put("warmup", optimizer.warmup());
    entries.put("schedule", name(optimizer.schedule()));
    entries.put("weight-decay", optimizer.weightDecay());
    if (Double.isFinite(optimizer.clip())) {
      entries.put("clip", optimizer.clip());
    }
    entries.put("accumulate", optimizer.accumulate());
  }

  private static Map<String, Object> sde(SdeSpec sde) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("type", sde.type().jsonName());
    sde.type().parameterNames().forEach(name -> entries.put(name, sde.parameter(name)));
    return entries;
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
