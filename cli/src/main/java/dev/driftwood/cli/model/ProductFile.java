package dev.driftwood.cli.model;

import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.onnx.ProductGraph;
import dev.driftwood.runtime.onnx.wire.OnnxWriter;

/** An artefact's file with the further input {@code v} and output {@code jvp}. */
final class ProductFile {
  private ProductFile() {}

  static byte[] of(Artefact artefact) {
    return OnnxWriter.write(new OnnxModel(ProductGraph.of(artefact.graph()), artefact.metadata()));
  }
}
