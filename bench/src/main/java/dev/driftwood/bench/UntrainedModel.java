package dev.driftwood.bench;

import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.runtime.ops.Parameter;
import dev.driftwood.trainer.djl.InitialWeights;
import dev.driftwood.trainer.export.NetworkExport;
import dev.driftwood.trainer.net.Presets;
import dev.driftwood.trainer.net.TrainedWeights;
import java.util.HashMap;
import java.util.Map;

/** Artefacts of presets with random weights, which take as long as trained ones. */
public final class UntrainedModel {
  private UntrainedModel() {}

  /** That of a preset, under the VP diffusion. */
  public static Artefact of(String preset) {
    Network network = Presets.byName(preset);
    ItemShape shape = new ItemShape(network.itemShape());
    DataSpec data =
        shape.isImage()
            ? new DataSpec.Images(256, new DataTransform.Unit())
            : new DataSpec.Points(new DataTransform.None());
    ModelDescription description =
        ModelDescription.of(preset, SdeSpec.of(SdeSpec.Type.VP), shape, data);
    return NetworkExport.artefact(network, weights(network), description, Map.of());
  }

  private static TrainedWeights weights(Network network) {
    InitialWeights initial = new InitialWeights(0);
    Map<String, float[]> values = new HashMap<>();
    for (Parameter parameter : network.census().parameters()) {
      double[] drawn = initial.draw(parameter);
      float[] narrow = new float[drawn.length];
      for (int i = 0; i < narrow.length; i++) {
        narrow[i] = (float) drawn[i];
      }
      values.put(parameter.name(), narrow);
    }
    return new TrainedWeights(values);
  }
}
