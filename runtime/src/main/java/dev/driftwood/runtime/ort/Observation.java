package dev.driftwood.runtime.ort;

import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.ValueType;
import java.util.Optional;

/**
 * What a run shows of a value.
 *
 * @param type its element type and its sizes in this run
 * @param array its elements; absent where it is larger than was asked for
 */
public record Observation(ValueType type, Optional<Initializer> array) {}
