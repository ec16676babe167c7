package dev.driftwood.runtime.artefact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.driftwood.runtime.anomaly.AnomalyScore;
import dev.driftwood.runtime.anomaly.Calibration;
import dev.driftwood.runtime.anomaly.EvidencePlan;
import dev.driftwood.runtime.anomaly.FeatureDensity;
import dev.driftwood.runtime.anomaly.LikelihoodParts;
import dev.driftwood.runtime.anomaly.ReferenceScores;
import dev.driftwood.runtime.failure.DriftwoodException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The calibration of a model: the metadata entry {@code driftwood.calibration}, a JSON object
 * {@code {"schema": 1, "plan", "features", "fitted", "centre", "scale", "covariance", "usual",
 * "expected", "references"}}; the covariance is its lower triangle, row by row.
 */
public final class CalibrationEntry {
  /** The key of the entry. */
  public static final String METADATA_KEY = "driftwood.calibration";

  private static final int SCHEMA = 1;
  private static final JsonMapper JSON = new JsonMapper();

  private CalibrationEntry() {}

  /** The plan as it stands in the file. */
  private record Plan(int levels, int times, long seed, @Nullable Integer label) {
    static Plan of(EvidencePlan plan) {
      OptionalInt label = plan.label();
      return new Plan(
          plan.levels(), plan.times(), plan.seed(), label.isPresent() ? label.getAsInt() : null);
    }

    EvidencePlan parsed() {
      OptionalInt known = label == null ? OptionalInt.empty() : OptionalInt.of(label);
      return new EvidencePlan(levels, times, seed, known);
    }
  }

  /** All as it stands in the file. */
  private record Text(
      int schema,
      Plan plan,
      int perLevel,
      int fitted,
      double[] centre,
      double[] scale,
      double[] covariance,
      LikelihoodParts usual,
      float[] expected,
      Map<String, double[]> references) {}

  /**
   * The calibration of an artefact, where it has one.
   *
   * @throws DriftwoodException where the entry is broken
   */
  public static Optional<Calibration> of(Artefact artefact) {
    return Optional.ofNullable(artefact.metadata().get(METADATA_KEY)).map(CalibrationEntry::parse);
  }

  private static Calibration parse(String json) {
    try {
      Text text = JSON.readValue(json, Text.class);
      if (!(text.schema() >= 1 && text.schema() <= SCHEMA)) {
        throw new DriftwoodException(
            "metadata %s: schema %d (expected: 1 to %d)"
                .formatted(METADATA_KEY, text.schema(), SCHEMA));
      }
      double[][] covariance = square(text.covariance(), text.centre().length);
      return new Calibration(
          text.plan().parsed(),
          text.perLevel(),
          text.fitted(),
          new FeatureDensity(text.centre(), text.scale(), covariance),
          text.usual(),
          text.expected(),
          references(text.references()));
    } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
      throw new DriftwoodException(
          "metadata %s: %s (expected: what 'driftwood calibrate' writes)"
              .formatted(METADATA_KEY, e.getMessage()),
          e);
    }
  }

  private static Map<AnomalyScore, ReferenceScores> references(Map<String, double[]> lines) {
    Map<AnomalyScore, ReferenceScores> references = new EnumMap<>(AnomalyScore.class);
    lines.forEach(
        (name, scores) ->
            references.put(
                AnomalyScore.valueOf(name.toUpperCase(Locale.ROOT)), new ReferenceScores(scores)));
    return references;
  }

  /** The JSON object. */
  public static String toJson(Calibration calibration) {
    FeatureDensity density = calibration.density();
    Map<String, double[]> references = new TreeMap<>();
    calibration.references().forEach((kind, it) -> references.put(kind.label(), it.sorted()));
    try {
      return JSON.writeValueAsString(
          new Text(
              SCHEMA,
              Plan.of(calibration.plan()),
              calibration.perLevel(),
              calibration.fitted(),
              density.centre(),
              density.scale(),
              lower(density.covariance()),
              calibration.usual(),
              calibration.expected(),
              references));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers that can't be written", e);
    }
  }

  /** The artefact with a calibration in place of what it had. */
  public static Artefact add(Calibration calibration, Artefact artefact) {
    Map<String, String> entries = new TreeMap<>(artefact.metadata());
    entries.put(METADATA_KEY, toJson(calibration));
    return Artefact.of(artefact.description(), artefact.graph(), entries);
  }

  private static double[] lower(double[][] matrix) {
    double[] lower = new double[matrix.length * (matrix.length + 1) / 2];
    int next = 0;
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j <= i; j++) {
        lower[next++] = matrix[i][j];
      }
    }
    return lower;
  }

  private static double[][] square(double[] lower, int size) {
    if (lower.length != size * (size + 1) / 2) {
      throw new IllegalArgumentException(
          "covariance: %d numbers (expected: %d, a triangle of side %d)"
              .formatted(lower.length, size * (size + 1) / 2, size));
    }
    double[][] matrix = new double[size][size];
    int next = 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[i][j] = lower[next];
        matrix[j][i] = lower[next++];
      }
    }
    return matrix;
  }
}
