package dev.driftwood.runtime.layers;

import java.util.List;

/**
 * One operation of a {@link Trace}.
 *
 * @param scope the part of the network that it belongs to, its parts separated by slashes
 * @param inputs the numbers of what it takes
 * @param multiplyAdds of a row
 * @param view whether the output is the first input's memory in another shape or order
 */
record Step(String scope, List<Integer> inputs, Traced output, long multiplyAdds, boolean view) {
  Step {
    inputs = List.copyOf(inputs);
  }
}
