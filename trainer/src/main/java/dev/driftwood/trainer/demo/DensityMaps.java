package dev.driftwood.trainer.demo;

import dev.driftwood.runtime.Budget;
import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.LikelihoodMethod;
import dev.driftwood.runtime.LikelihoodPlan;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.likelihood.Probes;
import dev.driftwood.runtime.sampler.SamplerKind;
import dev.driftwood.trainer.data.Dataset;
import dev.driftwood.trainer.data.PlaneDensity;
import dev.driftwood.trainer.report.ColourScale;
import dev.driftwood.trainer.report.HeatMap;
import dev.driftwood.trainer.report.Window;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Log-densities over the plane, nats.
 *
 * @param model by the probability flow with the exact trace
 * @param truth by the known density
 * @param scale of both
 * @param mass of the model's density over the window, by the midpoint rule: 1 if all is right
 */
record DensityMaps(HeatMap model, HeatMap truth, ColourScale scale, double mass) {
  static final Window WINDOW = Window.square(2.4);

  /** Nats below the top at which the colours end: there a density is 20,000 times smaller. */
  private static final double DEPTH = 10;

  /** Coarser than for figures: colours don't show a thousandth of a nat. */
  private static final LikelihoodPlan PLAN =
      LikelihoodPlan.of(
          new LikelihoodMethod.Ode(
              SamplerKind.DORMAND_PRINCE, new Budget.Tolerances(3e-3, 3e-3), Probes.Law.EXACT, 1));

  static DensityMaps of(DriftModel model, Dataset dataset, DemoPlan plan, Clock clock) {
    int side = plan.budget().mapSide();
    List<Image> centres = centres(side);
    double[] flow = Scoring.score(model, centres, PLAN, clock, Stage.MAP, 0, 1);
    PlaneDensity density = dataset.density().orElseThrow();
    double[] truth =
        centres.stream().mapToDouble(p -> density.logDensity(p.value(0), p.value(1))).toArray();
    double high = Math.ceil(Arrays.stream(truth).max().orElseThrow());
    return new DensityMaps(
        new HeatMap(side, side, flow),
        new HeatMap(side, side, truth),
        new ColourScale(high - DEPTH, high),
        mass(flow, side));
  }

  /** The middles of the cells, row by row from the top. */
  private static List<Image> centres(int side) {
    double width = (WINDOW.right() - WINDOW.left()) / side;
    double height = (WINDOW.top() - WINDOW.bottom()) / side;
    return IntStream.range(0, side * side)
        .mapToObj(
            i ->
                Image.ofFloats(
                    Integer.toString(i),
                    ItemShape.point(2),
                    new float[] {
                      (float) (WINDOW.left() + (i % side + 0.5) * width),
                      (float) (WINDOW.top() - (i / side + 0.5) * height)
                    }))
        .toList();
  }

  private static double mass(double[] logDensities, int side) {
    double cell =
        (WINDOW.right() - WINDOW.left()) * (WINDOW.top() - WINDOW.bottom()) / (side * side);
    return cell * Arrays.stream(logDensities).filter(Double::isFinite).map(Math::exp).sum();
  }
}
