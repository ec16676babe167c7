package dev.driftwood.trainer.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.trainer.train.MetricsRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a run, to be read.
 *
 * @param path the folder
 */
record RunFolder(Path path) {
  /** The entry of a model's metadata with the run's provenance. */
  private static final String ENTRY = "driftwood.training";

  private static final String PROVENANCE = "provenance.json";

  /**
   * The rows of metrics.csv.
   *
   * @throws DriftwoodException if there is no such file
   */
  List<MetricsRow> metrics() {
    Path file = path.resolve("metrics.csv");
    if (!Files.isRegularFile(file)) {
      throw new DriftwoodException(
          path + ": holds no metrics.csv (expected: the folder of a run of driftwood train)");
    }
    return MetricsRow.read(file);
  }

  /** The options of config.yaml; empty where there is none. */
  JsonNode config() {
    return read(path.resolve("config.yaml"), new ObjectMapper(new YAMLFactory()));
  }

  /** What the run came of: written as it began, or else in its model; empty where neither is. */
  JsonNode provenance() {
    Path file = path.resolve(PROVENANCE);
    Path model = path.resolve("model.onnx");
    if (Files.exists(file) || !Files.exists(model)) {
      return read(file, new ObjectMapper());
    }
    String entry = Artefact.read(model).metadata().getOrDefault(ENTRY, "{}");
    try {
      return new ObjectMapper().readTree(entry);
    } catch (IOException e) {
      throw new DriftwoodException(
          "%s: entry %s is no JSON (expected: what export wrote)".formatted(model, ENTRY), e);
    }
  }

  private static JsonNode read(Path file, ObjectMapper mapper) {
    if (!Files.exists(file)) {
      return mapper.createObjectNode();
    }
    try {
      return mapper.readTree(file.toFile());
    } catch (IOException e) {
      throw new DriftwoodException(file + ": can't be read (expected: the file of a run)", e);
    }
  }

  /** Names and values, those within others by {@code outer.inner}. */
  static List<Map.Entry<String, String>> flat(JsonNode node) {
    List<Map.Entry<String, String>> entries = new ArrayList<>();
    node.properties().forEach(entry -> flatten(entry.getKey(), entry.getValue(), entries));
    return entries;
  }

  private static void flatten(String name, JsonNode node, List<Map.Entry<String, String>> to) {
    if (node.isObject()) {
      node.properties().forEach(it -> flatten(name + "." + it.getKey(), it.getValue(), to));
    } else {
      to.add(Map.entry(name, node.isValueNode() ? node.asText() : node.toString()));
    }
  }

  /** A file of the run, where it is there. */
  Optional<Path> file(String name) {
    return Optional.of(path.resolve(name)).filter(Files::exists);
  }

  /**
   * The grids of samples by iteration.
   *
   * @param done the last iteration; later grids are an earlier run's
   */
  List<SampleFile> samples(long done) {
    Path folder = path.resolve("samples");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .flatMap(file -> SampleFile.of(file).stream())
          .filter(sample -> sample.iteration() <= done)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new DriftwoodException(folder + ": can't be read (expected: a folder of samples)", e);
    }
  }
}
