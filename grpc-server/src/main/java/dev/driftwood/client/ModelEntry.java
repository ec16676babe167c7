package dev.driftwood.client;

import dev.driftwood.proto.v1.ModelSummary;
import dev.driftwood.runtime.data.ItemShape;
import java.util.List;
import java.util.Optional;

/**
 * A line of a server's list of models.
 *
 * @param name what requests call it
 * @param version a positive integer; empty where only the file says it, and it could not be read
 * @param digest SHA-256 of the artefact, in hexadecimal; empty where none is served
 * @param shape of an item, where one is served
 * @param state {@code serving}, {@code loading} or {@code broken}
 * @param problem why it is not served, or not as its file is now; empty where all is well
 * @param devices where it runs, such as {@code cuda:0}, or {@code cuda:0 -> cpu} where the device
 *     that was asked for can't be used
 */
public record ModelEntry(
    String name,
    String version,
    String digest,
    Optional<ItemShape> shape,
    String state,
    String problem,
    List<String> devices) {
  static ModelEntry of(ModelSummary summary) {
    return new ModelEntry(
        summary.getName(),
        summary.getVersion(),
        summary.getDigest(),
        Optional.of(summary.getShapeList()).filter(sizes -> !sizes.isEmpty()).map(ItemShape::new),
        state(summary),
        summary.getProblem(),
        summary.getDevicesList().stream()
            .map(
                device ->
                    device.getRequested().equals(device.getActual())
                        ? device.getActual()
                        : device.getRequested() + " -> " + device.getActual())
            .toList());
  }

  private static String state(ModelSummary summary) {
    return switch (summary.getState()) {
      // A server of before models came and went lists what it serves.
      case MODEL_STATE_UNSPECIFIED, MODEL_STATE_SERVING -> "serving";
      case MODEL_STATE_LOADING -> "loading";
      case MODEL_STATE_BROKEN -> "broken";
      case UNRECOGNIZED -> "unknown";
    };
  }
}
