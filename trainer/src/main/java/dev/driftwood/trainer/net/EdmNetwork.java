package dev.driftwood.trainer.net;

import dev.driftwood.runtime.ops.Network;
import dev.driftwood.runtime.ops.Ops;
import dev.driftwood.runtime.ops.Weights;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network F with EDM's preconditioning (Karras et al. 2022, arXiv:2206.00364, equations 7 and 8):
 * the denoiser is {@code D = c_skip y + c_out F(c_in y; c_noise)} with
 *
 * <pre>
 *   c_skip = s²/(σ² + s²),  c_out = σ s/√(σ² + s²),  c_in = 1/√(σ² + s²),  c_noise = ¼ ln σ
 * </pre>
 *
 * <p>for data of deviation s. What it gives is the noise {@code ε̂ = (y − D)/σ}, written without
 * the difference, which would cancel where σ is small:
 *
 * <pre>
 *   ε̂ = σ/(σ² + s²) y − s/√(σ² + s²) F
 * </pre>
 *
 * <p>σ is that of the variance-exploding SDE, {@code ln σ = ln σ_min + t ln(σ_max/σ_min)}: for
 * others {@code ln(σ/α)} would take a logarithm, whose bits in the runtime depend on the batch.
 *
 * @param inner F
 * @param sigmaMin σ at t = 0
 * @param sigmaMax σ at t = 1
 * @param sigmaData s
 */
public record EdmNetwork(Network inner, double sigmaMin, double sigmaMax, double sigmaData)
    implements Network {
  public EdmNetwork {
    if (!(sigmaMin > 0 && sigmaMax > sigmaMin && sigmaData > 0)) {
      throw new IllegalArgumentException(
          "sigmas: %s, %s, %s (expected: min < max, data, all positive)"
              .formatted(sigmaMin, sigmaMax, sigmaData));
    }
  }

  @Override
  public List<Integer> itemShape() {
    return inner.itemShape();
  }

  @Override
  public int labels() {
    return inner.labels();
  }

  @Override
  public <V> V forward(Ops<V> ops, Weights<V> weights, V x, V t) {
    return forward(ops, weights, x, t, null);
  }

  @Override
  public <V> V forward(Ops<V> ops, Weights<V> weights, V x, V t, @Nullable V label) {
    double slope = StrictMath.log(sigmaMax / sigmaMin);
    V level = ops.add(ops.scale(t, slope), ops.constant(StrictMath.log(sigmaMin)));
    V sigma = ops.exp(level);
    V variance = ops.add(ops.mul(sigma, sigma), ops.constant(sigmaData * sigmaData));
    V deviation = ops.sqrt(variance);
    V fed = ops.div(x, perRow(ops, deviation));
    V output = inner.forward(ops, weights, fed, ops.scale(level, 0.25), label);
    V ofState = ops.div(sigma, variance);
    V ofOutput = ops.div(ops.constant(-sigmaData), deviation);
    return ops.add(ops.mul(x, perRow(ops, ofState)), ops.mul(output, perRow(ops, ofOutput)));
  }

  /** {@code [n]} as {@code [n, 1, …]}, so that it meets whole items. */
  private <V> V perRow(Ops<V> ops, V rows) {
    int[] dims = new int[1 + itemShape().size()];
    Arrays.fill(dims, 1);
    dims[0] = 0;
    return ops.reshape(rows, dims);
  }
}
