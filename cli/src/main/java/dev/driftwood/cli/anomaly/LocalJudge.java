package dev.driftwood.cli.anomaly;

import dev.driftwood.runtime.Anomaly;
import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.RunListener;
import dev.driftwood.runtime.anomaly.Calibration;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.image.ImageItem;
import java.util.Iterator;
import java.util.Optional;

/**
 * A model here.
 *
 * @param model that is calibrated
 * @param batch rows that share a network call
 */
public record LocalJudge(DriftModel model, int batch) implements Judge {
  @Override
  public ModelDescription description() {
    return model.description();
  }

  @Override
  public Optional<Calibration> calibration() {
    return model.calibration();
  }

  @Override
  public void judge(Iterator<ImageItem> images, RunListener<Anomaly> listener) {
    model.anomalies(images, batch, listener);
  }
}
