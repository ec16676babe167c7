package dev.driftwood.cli.anomaly;

import dev.driftwood.cli.output.RowFormat;
import dev.driftwood.runtime.Anomaly;
import dev.driftwood.runtime.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A table of anomalies in the order of the input, which appears when it is whole. */
final class AnomalyTable implements AutoCloseable {
  private final Path target;
  private final RowFormat format;
  private final AtomicFile file;

  private AnomalyTable(Path target) {
    this.target = target;
    this.format = RowFormat.of(target);
    this.file = AtomicFile.create(target);
  }

  static AnomalyTable create(Path target) {
    AnomalyTable table = new AnomalyTable(target);
    table.write(table.format.head(AnomalyColumns.NAMES));
    return table;
  }

  void add(Anomaly anomaly, String label, AnomalySummary run) {
    write(
        format.line(
            AnomalyColumns.NAMES,
            AnomalyColumns.cells(anomaly, label, run.qValue(anomaly), run.flags(anomaly))));
  }

  private void write(String lines) {
    try {
      file.stream().write(lines.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw AtomicFile.unwritable(target, e);
    }
  }

  void commit() {
    file.commit();
  }

  @Override
  public void close() {
    file.close();
  }
}
