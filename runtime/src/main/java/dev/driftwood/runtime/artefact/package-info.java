/**
 * The description of a model that travels inside its {@code .onnx} file, in the metadata entry
 * {@code driftwood.model}: as records, read strictly from JSON and written to the same bytes every
 * time.
 */
@NullMarked
package dev.driftwood.runtime.artefact;

import org.jspecify.annotations.NullMarked;
