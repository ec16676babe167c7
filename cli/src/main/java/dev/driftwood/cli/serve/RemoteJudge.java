package dev.driftwood.cli.serve;

import dev.driftwood.cli.anomaly.Judge;
import dev.driftwood.client.DriftwoodClient;
import dev.driftwood.client.ModelName;
import dev.driftwood.runtime.Anomaly;
import dev.driftwood.runtime.RunListener;
import dev.driftwood.runtime.anomaly.Calibration;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.image.ImageItem;
import java.util.Iterator;
import java.util.Optional;

/** A model of a server, whose calibration stays there. */
record RemoteJudge(DriftwoodClient client, ModelName model, ModelDescription description)
    implements Judge {
  static RemoteJudge of(DriftwoodClient client, ModelName model) {
    return new RemoteJudge(client, model, client.describe(model));
  }

  @Override
  public Optional<Calibration> calibration() {
    return Optional.empty();
  }

  @Override
  public void judge(Iterator<ImageItem> images, RunListener<Anomaly> listener) {
    client.anomalies(model, images, listener);
  }
}
