package dev.driftwood.cli.scoring;

import dev.driftwood.cli.output.InOrder;
import dev.driftwood.cli.output.Report;
import dev.driftwood.cli.output.RowFormat;
import dev.driftwood.runtime.Likelihood;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code scores.csv}: scores in the order of the input, as {@link GrowingFile} keeps them. JSON
 * lines where the name ends in {@code .jsonl}.
 */
final class ScoreTable implements AutoCloseable {
  private final RowFormat format;
  private final GrowingFile file;
  private final InOrder<Likelihood> order = new InOrder<>(0, this::write);
  private final ScoreSummary summary = new ScoreSummary();

  private ScoreTable(RowFormat format, GrowingFile file) {
    this.format = format;
    this.file = file;
  }

  /**
   * Starts a table.
   *
   * @param work what it is about, for who goes on with it
   * @throws dev.driftwood.runtime.failure.DriftwoodException if it can't be written there
   */
  static ScoreTable create(Path target, String work) {
    RowFormat format = RowFormat.of(target);
    return new ScoreTable(
        format, GrowingFile.create(target, work, format.head(ScoreColumns.NAMES)));
  }

  /** Goes on with a table of the same work, or starts it where there is none. */
  static ScoreTable resume(Path target, String work) {
    Optional<GrowingFile> file = GrowingFile.resume(target, work);
    if (file.isEmpty()) {
      return create(target, work);
    }
    ScoreTable table = new ScoreTable(RowFormat.of(target), file.get());
    table.forEach(table.summary::add);
    return table;
  }

  /** Takes the rows again that are on the disk. */
  void forEach(java.util.function.Consumer<ScoreRow> taker) {
    format.read(file.path(), row -> taker.accept(ScoreRow.of(row)));
  }

  /** Rows there are, by whomever. */
  long rows() {
    return file.rows();
  }

  /** Takes a score; scores come in any order. */
  void add(Likelihood score) {
    order.add(score.index(), score);
  }

  /** What was added so far. */
  ScoreSummary summary() {
    return summary;
  }

  private void write(Likelihood score) {
    file.add(format.line(ScoreColumns.NAMES, ScoreColumns.cells(score)));
    summary.add(ScoreRow.of(score));
  }

  /** Moves the table to its name. */
  void commit() {
    order.requireComplete();
    file.commit();
  }

  /** Leaves nothing of it. */
  void discard() {
    file.discard();
  }

  /** The report of what was scored. */
  Report report() {
    Report report = new Report();
    summary.describe(report.entries());
    return report;
  }

  @Override
  public void close() {
    file.close();
  }
}
