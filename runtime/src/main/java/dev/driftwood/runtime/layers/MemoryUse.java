package dev.driftwood.runtime.layers;

/**
 * How much memory a network takes, in bytes of float32, apart from the engine's own and the Java
 * heap.
 *
 * @param weights the parameters
 * @param gradients one a parameter; 0 where no network is trained
 * @param moments Adam's two a parameter; 0 where no network is trained
 * @param averages moving averages of the weights
 * @param activations in training all that an evaluation makes, which is kept until the step's end;
 *     otherwise the most that is in use at once
 * @param backward the most gradients of activations that are waited for at once; 0 where no network
 *     is trained
 */
public record MemoryUse(
    long weights, long gradients, long moments, long averages, long activations, long backward) {
  /** All of it. */
  public long total() {
    return weights + gradients + moments + averages + activations + backward;
  }
}
