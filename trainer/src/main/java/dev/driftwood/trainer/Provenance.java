package dev.driftwood.trainer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.trainer.data.DataChecksum;
import dev.driftwood.trainer.data.Dataset;
import dev.driftwood.trainer.djl.EngineVersions;
import dev.driftwood.trainer.train.RunConfig;
import dev.driftwood.trainer.train.TrainingPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What an artefact came of, for its entry {@value #ENTRY}: options, data, code and libraries. It
 * holds no times and no paths, so that the same training gives the same bytes anywhere.
 *
 * @param plan the options
 * @param dataset what was learned from
 */
record Provenance(TrainingPlan plan, Dataset dataset) {
  static final String ENTRY = Artefact.TRAINING_KEY;

  /** The file of a run folder that has the entry's text. */
  static final String FILE = "provenance.json";

  /** The entry's text. */
  String json() {
    try {
      return new ObjectMapper().writeValueAsString(content());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings and numbers are written", e);
    }
  }

  private Map<String, Object> content() {
    Map<String, Object> content = new LinkedHashMap<>();
    Map<String, Object> options = RunConfig.entries(plan);
    options.remove("data-dir");
    options.remove("features");
    content.put("options", options);
    content.put("seed", plan.seed());
    content.put("data", data());
    GitRevision.ofThisCode().ifPresent(revision -> content.put("gitRevision", revision));
    content.put("libraries", libraries());
    return content;
  }

  /** In an order of ours: that of {@code Map.of} is another in every process. */
  private Map<String, Object> data() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("items", dataset.training().size());
    data.put("sha256", DataChecksum.of(dataset.training()));
    return data;
  }

  private static Map<String, String> libraries() {
    Map<String, String> versions = new LinkedHashMap<>();
    String own = Provenance.class.getPackage().getImplementationVersion();
    versions.put("driftwood", Objects.requireNonNullElse(own, "not packaged"));
    versions.put("java", System.getProperty("java.version"));
    versions.putAll(EngineVersions.all());
    return versions;
  }
}
