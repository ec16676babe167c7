package dev.driftwood.server.models;

import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.SharedModel;
import dev.driftwood.runtime.artefact.ArtefactFile;
import dev.driftwood.runtime.batch.BatchSettings;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.ort.Device;
import dev.driftwood.runtime.ort.OrtSettings;
import java.util.ArrayList;
import java.util.List;

/** Loads, warms and measures artefacts, with a session on each device. */
record Loader(RepositorySettings settings) {
  /**
   * A version that is ready for requests.
   *
   * @throws DriftwoodException where it can't be used, saying why
   */
  LoadedVersion load(ArtefactFile file) {
    List<OrtSettings> devices = settings.placement().sessions();
    List<ServedModel> sessions = new ArrayList<>();
    try {
      DriftModel first = DriftModel.load(file.path(), devices.get(0));
      sessions.add(open(file, first, devices.get(0), 0));
      for (int i = 1; i < devices.size(); i++) {
        DriftModel next = DriftModel.of(first.artefact(), devices.get(i));
        sessions.add(open(file, next, devices.get(i), i));
      }
      return new LoadedVersion(sessions);
    } catch (RuntimeException | Error e) {
      sessions.forEach(session -> session.shared().close());
      throw e;
    }
  }

  private ServedModel open(ArtefactFile file, DriftModel model, OrtSettings device, int number) {
    int version = file.version().orElse(model.description().version());
    boolean padded = settings.batches().padded() || device.device().kind() == Device.Kind.CUDA;
    BatchSettings batches = settings.batches().withPadding(padded);
    String thread = file.name() + "-" + version + (number == 0 ? "" : "-" + number);
    return new ServedModel(
        file.name(), version, SharedModel.open(model, batches, settings.admission(), thread));
  }
}
