package dev.driftwood.runtime.derivative;

import dev.driftwood.runtime.graph.Shape;
import java.util.Arrays;
import java.util.List;

/** Convolutions, linear in data and in weights. */
final class ConvolutionRules {
  private static final int BIAS = 2;
  private static final Linear PRODUCT = new Linear(List.of(0, 1), List.of(BIAS));

  private ConvolutionRules() {}

  static List<RuleEntry> entries() {
    return List.of(
        new RuleEntry(
            "Conv",
            RuleKind.MULTILINEAR,
            "dy = Conv(dx, w) + Conv(x, dw) + db",
            ConvolutionRules::biased),
        new RuleEntry(
            "ConvTranspose",
            RuleKind.MULTILINEAR,
            "dy = ConvTranspose(dx, w) + ConvTranspose(x, dw) + db",
            ConvolutionRules::biased));
  }

  private static <V> List<Dual<V>> biased(Application<V> call) {
    if (!call.moves(BIAS)) {
      return PRODUCT.apply(call);
    }
    V db = call.expanded(call.tangents().reshape(call.dx(BIAS), perChannel(call)), call.y());
    List<V> terms = PRODUCT.tangents(call);
    return call.withTangent(terms.isEmpty() ? db : call.tangents().add(terms.get(0), db));
  }

  /** Sizes by which a bias broadcasts to the result's channels. */
  private static <V> int[] perChannel(Application<V> call) {
    Shape result = call.shape(call.y());
    int[] sizes = new int[result.rank()];
    Arrays.fill(sizes, 1);
    sizes[1] = -1;
    return sizes;
  }
}
