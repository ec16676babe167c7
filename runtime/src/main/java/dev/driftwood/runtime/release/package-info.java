/**
 * Artefacts as they are given to others: {@code NAME/VERSION/} with {@code model.onnx}, its {@code
 * checksum.sha256}, a {@code card.md} made of what the file says of itself, and in {@code golden/}
 * what the network answers to fixed questions.
 */
@NullMarked
package dev.driftwood.runtime.release;

import org.jspecify.annotations.NullMarked;
