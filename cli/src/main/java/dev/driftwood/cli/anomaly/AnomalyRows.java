package dev.driftwood.cli.anomaly;

import dev.driftwood.runtime.Anomaly;
import dev.driftwood.runtime.anomaly.AnomalyScore;
import dev.driftwood.runtime.anomaly.Judgement;
import dev.driftwood.runtime.anomaly.LikelihoodParts;
import dev.driftwood.runtime.file.AtomicFile;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Anomalies on disk, as there may be many and a q-value is not known before the last: written once,
 * then read once. The file is deleted at the end.
 */
final class AnomalyRows implements AutoCloseable {
  private final Path file;
  private final DataOutputStream stream;
  private long rows;

  private AnomalyRows(Path file) throws IOException {
    this.file = file;
    this.stream = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
  }

  /** An empty file beside a target. */
  static AnomalyRows beside(Path target) {
    Path file = target.resolveSibling(target.getFileName() + ".rows");
    try {
      return new AnomalyRows(file);
    } catch (IOException e) {
      throw AtomicFile.unwritable(target, e);
    }
  }

  void add(Anomaly anomaly, String label) {
    try {
      stream.writeUTF(anomaly.id());
      stream.writeUTF(label);
      stream.writeUTF(anomaly.error());
      LikelihoodParts terms = anomaly.terms();
      double[] numbers = {
        terms.nats(),
        terms.prior(),
        terms.divergence(),
        terms.bits(),
        anomaly.bitsPerDim(),
        anomaly.codeBits()
      };
      for (double number : numbers) {
        stream.writeDouble(number);
      }
      for (AnomalyScore score : AnomalyScore.values()) {
        stream.writeDouble(anomaly.score(score).value());
        stream.writeDouble(anomaly.score(score).pValue());
      }
      stream.writeLong(anomaly.evaluations());
      rows++;
    } catch (IOException e) {
      throw AtomicFile.unwritable(file, e);
    }
  }

  /** Takes all rows again, each with its label. */
  void forEach(BiConsumer<Anomaly, String> taker) {
    try {
      stream.flush();
      try (DataInputStream back =
          new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
        for (long row = 0; row < rows; row++) {
          String id = back.readUTF();
          String label = back.readUTF();
          taker.accept(read(back, row, id), label);
        }
      }
    } catch (IOException e) {
      throw AtomicFile.unwritable(file, e);
    }
  }

  private static Anomaly read(DataInputStream from, long row, String id) throws IOException {
    String error = from.readUTF();
    LikelihoodParts terms =
        new LikelihoodParts(
            from.readDouble(), from.readDouble(), from.readDouble(), from.readDouble());
    double bitsPerDim = from.readDouble();
    double codeBits = from.readDouble();
    Map<AnomalyScore, Judgement> scores = new EnumMap<>(AnomalyScore.class);
    for (AnomalyScore score : AnomalyScore.values()) {
      scores.put(score, new Judgement(from.readDouble(), from.readDouble()));
    }
    return new Anomaly(
        row, id, terms, bitsPerDim, codeBits, scores, new float[0], from.readLong(), error);
  }

  @Override
  public void close() {
    try {
      stream.close();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw AtomicFile.unwritable(file, e);
    }
  }
}
