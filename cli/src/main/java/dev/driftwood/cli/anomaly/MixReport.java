package dev.driftwood.cli.anomaly;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwood.cli.output.RowFormat;
import dev.driftwood.runtime.Anomaly;
import dev.driftwood.runtime.anomaly.AnomalyScore;
import dev.driftwood.runtime.anomaly.Separation;
import dev.driftwood.runtime.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How well each score tells the anomalous images of a labelled mix from the normal ones. */
final class MixReport {
  private static final double USUAL_RECALL = 0.95;

  private final Map<AnomalyScore, List<Double>> normal = new EnumMap<>(AnomalyScore.class);
  private final Map<AnomalyScore, List<Double>> anomalous = new EnumMap<>(AnomalyScore.class);

  void add(Anomaly anomaly, boolean isAnomalous) {
    anomaly
        .scores()
        .forEach(
            (kind, judgement) ->
                (isAnomalous ? anomalous : normal)
                    .computeIfAbsent(kind, k -> new ArrayList<>())
                    .add(judgement.value()));
  }

  /** The scores of which there are some of both. */
  Map<AnomalyScore, Separation> separations() {
    Map<AnomalyScore, Separation> all = new EnumMap<>(AnomalyScore.class);
    normal.forEach(
        (kind, values) -> {
          List<Double> others = anomalous.get(kind);
          if (others != null) {
            all.put(kind, new Separation(array(values), array(others)));
          }
        });
    return all;
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  static void describe(Map<AnomalyScore, Separation> separations, ObjectNode entries) {
    separations.forEach(
        (kind, separation) -> {
          Separation.Area area = separation.auroc();
          entries
              .putObject(kind.label())
              .put("auroc", area.value())
              .put("auroc_lower", area.lower())
              .put("auroc_upper", area.upper())
              .put("average_precision", separation.averagePrecision())
              .put("fpr_at_95_recall", separation.falsePositiveRateAt(USUAL_RECALL));
        });
  }

  /** Writes the curves, as numbers and as pictures. */
  static void write(Map<AnomalyScore, Separation> separations, Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw AtomicFile.unwritable(folder, e);
    }
    List<String> columns =
        List.of("score", "threshold", "false_positive_rate", "recall", "precision");
    StringBuilder lines = new StringBuilder(RowFormat.CSV.head(columns));
    separations.forEach(
        (kind, separation) ->
            separation
                .points()
                .forEach(point -> lines.append(RowFormat.CSV.line(columns, cells(kind, point)))));
    AtomicFile.write(
        folder.resolve("curves.csv"), lines.toString().getBytes(StandardCharsets.UTF_8));
    SeparationChart.roc(separations).write(folder.resolve("roc.png"));
    SeparationChart.precisionRecall(separations).write(folder.resolve("precision-recall.png"));
  }

  private static List<Object> cells(AnomalyScore kind, Separation.Point point) {
    return List.of(
        kind.label(),
        point.threshold(),
        point.falsePositiveRate(),
        point.recall(),
        point.precision());
  }
}
