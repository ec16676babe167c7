package dev.driftwood.cli.anomaly;

import dev.driftwood.runtime.Anomaly;
import dev.driftwood.runtime.RunListener;
import dev.driftwood.runtime.anomaly.Calibration;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.image.ImageItem;
import java.util.Iterator;
import java.util.Optional;

/** Whoever tells how anomalous images are: a model here, or a server. */
public interface Judge {
  /** What the model is. */
  ModelDescription description();

  /** What it judges by, where that is known here. */
  Optional<Calibration> calibration();

  /** Judges images, in any order. */
  void judge(Iterator<ImageItem> images, RunListener<Anomaly> listener);
}
