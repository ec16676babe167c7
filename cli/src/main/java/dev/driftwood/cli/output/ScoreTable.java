package dev.driftwood.cli.output;

import dev.driftwood.runtime.Likelihood;
import dev.driftwood.runtime.file.AtomicFile;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * {@code scores.csv}: scores in the order of the input. The rows stand in {@code
 * scores.csv.partial} until {@link #commit}; closing earlier leaves no file.
 */
final class ScoreTable implements AutoCloseable {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  private final Path target;
  private final AtomicFile file;
  private final CSVPrinter printer;
  private final InOrder<Likelihood> order = new InOrder<>(0, this::write);
  private final ScoreSummary summary = new ScoreSummary();

  private ScoreTable(Path target, AtomicFile file, CSVPrinter printer) {
    this.target = target;
    this.file = file;
    this.printer = printer;
  }

  /**
   * Starts a table.
   *
   * @throws dev.driftwood.runtime.failure.DriftwoodException if it can't be written there
   */
  public static ScoreTable create(Path target) {
    AtomicFile file = AtomicFile.create(target);
    try {
      CSVPrinter printer =
          new CSVPrinter(new OutputStreamWriter(file.stream(), StandardCharsets.UTF_8), FORMAT);
      printer.printRecord(ScoreColumns.NAMES);
      return new ScoreTable(target, file, printer);
    } catch (IOException e) {
      file.close();
      throw AtomicFile.unwritable(target, e);
    }
  }

  /** Takes a score; scores come in any order. */
  public void add(Likelihood score) {
    order.add(score.index(), score);
  }

  /** What was added so far. */
  public ScoreSummary summary() {
    return summary;
  }

  private void write(Likelihood score) {
    try {
      printer.printRecord(ScoreColumns.cells(score));
      summary.add(score);
    } catch (IOException e) {
      throw AtomicFile.unwritable(target, e);
    }
  }

  /** Moves the table to its name. */
  public void commit() {
    order.requireComplete();
    try {
      printer.flush();
      file.commit();
    } catch (IOException e) {
      throw AtomicFile.unwritable(target, e);
    }
  }

  /** The report of what was scored. */
  public Report report() {
    Report report = new Report();
    summary.describe(report.entries());
    return report;
  }

  @Override
  public void close() {
    file.close();
  }
}
