package dev.driftwood.runtime;

import dev.driftwood.runtime.anomaly.Calibration;
import dev.driftwood.runtime.anomaly.Evidence;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.runtime.solve.RowLoop;
import java.util.Iterator;

/** Measures images and judges them by a calibration. */
final class AnomalyRun {
  private final Calibration calibration;
  private final EvidenceRun evidence;

  AnomalyRun(ModelDescription description, Calibration calibration, int batch) {
    this.calibration = calibration;
    this.evidence = new EvidenceRun(description, calibration.plan(), batch);
  }

  void run(RowLoop loop, Iterator<ImageItem> images, RunListener<Anomaly> listener) {
    evidence.run(
        loop,
        images,
        new RunListener<>() {
          @Override
          public void finished(EvidenceRun.Measured row) {
            listener.finished(judged(row));
          }

          @Override
          public boolean cancelled() {
            return listener.cancelled();
          }
        });
  }

  private Anomaly judged(EvidenceRun.Measured row) {
    String id = row.score().id();
    if (row.evidence().isEmpty()) {
      return Anomaly.failed(row.index(), id, row.evaluations(), row.error());
    }
    Evidence found = row.evidence().get();
    return new Anomaly(
        row.index(),
        id,
        found.terms(),
        row.score().bitsPerDim(),
        found.codeBits(),
        calibration.judge(found),
        calibration.map(found),
        row.evaluations(),
        "");
  }
}
