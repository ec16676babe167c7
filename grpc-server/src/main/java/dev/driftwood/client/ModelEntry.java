package dev.driftwood.client;

import dev.driftwood.proto.v1.ModelSummary;
import dev.driftwood.runtime.data.ItemShape;

/**
 * A line of a server's list of models.
 *
 * @param name what requests call it
 * @param version a positive integer
 * @param digest SHA-256 of the artefact, in hexadecimal
 * @param shape of an item
 */
public record ModelEntry(String name, int version, String digest, ItemShape shape) {
  static ModelEntry of(ModelSummary summary) {
    return new ModelEntry(
        summary.getName(),
        Integer.parseInt(summary.getVersion()),
        summary.getDigest(),
        new ItemShape(summary.getShapeList()));
  }
}
