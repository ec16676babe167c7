package dev.driftwood.runtime.artefact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.likelihood.DataCovariance;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The covariance of a model's data in the network's space: the metadata entry {@code
 * driftwood.covariance}, a JSON object {@code {"schema": 1, "images", "variances", "directions",
 * "remainder"}}; directions, one after the other, and remainder are little-endian float32 in
 * Base64, 5.3 bytes a number.
 */
public final class CovarianceEntry {
  /** The key of the entry. */
  public static final String METADATA_KEY = "driftwood.covariance";

  private static final int SCHEMA = 1;
  private static final JsonMapper JSON = new JsonMapper();

  private CovarianceEntry() {}

  /** As it stands in the file. */
  private record Text(
      int schema, int images, double[] variances, byte[] directions, byte[] remainder) {}

  /**
   * The covariance of an artefact, where it has one.
   *
   * @throws DriftwoodException where the entry is broken
   */
  public static Optional<DataCovariance> of(Artefact artefact) {
    int dimension = artefact.description().shape().size();
    return Optional.ofNullable(artefact.metadata().get(METADATA_KEY))
        .map(json -> parse(json, dimension));
  }

  private static DataCovariance parse(String json, int dimension) {
    try {
      Text text = JSON.readValue(json, Text.class);
      if (!(text.schema() >= 1 && text.schema() <= SCHEMA)) {
        throw new DriftwoodException(
            "metadata %s: schema %d (expected: 1 to %d)"
                .formatted(METADATA_KEY, text.schema(), SCHEMA));
      }
      double[] variances = text.variances();
      double[] all = numbers(text.directions(), (long) variances.length * dimension);
      double[][] directions = new double[variances.length][];
      for (int j = 0; j < directions.length; j++) {
        directions[j] = Arrays.copyOfRange(all, j * dimension, (j + 1) * dimension);
      }
      return new DataCovariance(
          dimension, directions, variances, numbers(text.remainder(), dimension));
    } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
      throw new DriftwoodException(
          "metadata %s: %s (expected: what 'driftwood calibrate' writes)"
              .formatted(METADATA_KEY, e.getMessage()),
          e);
    }
  }

  private static double[] numbers(byte[] bytes, long count) {
    if (bytes.length != Float.BYTES * count) {
      throw new IllegalArgumentException(
          "%d bytes (expected: %d numbers of 4)".formatted(bytes.length, count));
    }
    double[] numbers = new double[(int) count];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.setAll(numbers, i -> buffer.getFloat());
    return numbers;
  }

  /**
   * The JSON object.
   *
   * @param images that it was estimated from
   */
  public static String toJson(DataCovariance covariance, int images) {
    double[] directions =
        Arrays.stream(covariance.directions()).flatMapToDouble(Arrays::stream).toArray();
    try {
      return JSON.writeValueAsString(
          new Text(
              SCHEMA,
              images,
              covariance.variances(),
              bytes(directions),
              bytes(covariance.remainder())));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers that can't be written", e);
    }
  }

  private static byte[] bytes(double[] numbers) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Float.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double number : numbers) {
      buffer.putFloat((float) number);
    }
    return buffer.array();
  }

  /** The artefact with a covariance in place of what it had. */
  public static Artefact add(DataCovariance covariance, int images, Artefact artefact) {
    Map<String, String> entries = new TreeMap<>(artefact.metadata());
    entries.put(METADATA_KEY, toJson(covariance, images));
    return Artefact.of(artefact.description(), artefact.graph(), entries);
  }
}
