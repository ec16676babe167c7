package dev.driftwood.runtime.derivative;

import dev.driftwood.runtime.graph.Attribute;
import java.util.List;

/** Interpolation between pixels, linear in the pixels. */
final class ResizingRules {
  private static final String BEYOND = "extrapolation_value";

  private ResizingRules() {}

  static List<RuleEntry> entries() {
    return List.of(
        new RuleEntry(
            "Resize",
            RuleKind.LINEAR,
            "dy = Resize(dx), with 0 for what a crop shows beyond the edge",
            ResizingRules::resize),
        new RuleEntry("GridSample", RuleKind.LINEAR, "dy = GridSample(dx, grid)", Linear.IN_DATA));
  }

  /** Of an affine operator, the tangent takes only the linear part. */
  private static <V> List<Dual<V>> resize(Application<V> call) {
    if (!call.node().attributes().containsKey(BEYOND)) {
      return Linear.IN_DATA.apply(call);
    }
    Application<V> homogeneous = call.as(call.node().with(BEYOND, new Attribute.Float(0)));
    return call.withTangent(Linear.IN_DATA.tangents(homogeneous).get(0));
  }
}
