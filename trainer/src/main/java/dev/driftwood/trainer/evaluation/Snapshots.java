package dev.driftwood.trainer.evaluation;

import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.trainer.export.NetworkExport;
import dev.driftwood.trainer.net.TrainedWeights;
import java.util.Map;

/**
 * Makes weights in training into a model that can be run.
 *
 * @param network the network
 * @param description what it will be shipped as
 */
public record Snapshots(Network network, ModelDescription description) {
  DriftModel open(TrainedWeights weights) {
    return DriftModel.of(
        NetworkExport.artefact(network, weights, description, Map.of()), OrtSettings.DEFAULT);
  }
}
