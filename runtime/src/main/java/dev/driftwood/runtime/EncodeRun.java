package dev.driftwood.runtime;

import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.ButcherTableau;
import dev.driftwood.runtime.solve.EmbeddedPair;
import dev.driftwood.runtime.solve.EndPolicy;
import dev.driftwood.runtime.solve.GridStepper;
import dev.driftwood.runtime.solve.Outcome;
import dev.driftwood.runtime.solve.ProbabilityFlow;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.RowLoop;
import dev.driftwood.runtime.solve.RowState;
import dev.driftwood.runtime.solve.RowTask;
import dev.driftwood.runtime.solve.RungeKutta;
import dev.driftwood.runtime.solve.SamplingStepper;
import dev.driftwood.runtime.solve.TimeGrid;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Carries out a plan backwards: images go along the probability flow from tMin up to T. */
final class EncodeRun {
  private final ModelDescription description;
  private final Sde sde;
  private final SamplePlan plan;
  private final ButcherTableau tableau;
  private final Conditioning conditioning;

  EncodeRun(ModelDescription description, SamplePlan plan) {
    this.description = description;
    this.sde = description.sde().toSde();
    this.plan = plan;
    this.tableau = tableau(plan);
    this.conditioning = Conditioning.of(description, plan);
  }

  private static ButcherTableau tableau(SamplePlan plan) {
    if (plan.restoration().isPresent() || plan.latents().isPresent()) {
      throw new IllegalArgumentException(
          "%s: given (expected: none, as images are what is begun with)"
              .formatted(plan.restoration().isPresent() ? "observation" : "latents"));
    }
    if (plan.end() != EndPolicy.MEAN) {
      throw new IllegalArgumentException(
          "end: %s (expected: mean, as the probability flow alone can be taken back)"
              .formatted(plan.end().label()));
    }
    return plan.sampler()
        .kind()
        .tableau()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "sampler: %s (expected: a Runge\u2013Kutta method, such as heun)"
                        .formatted(plan.sampler().kind().label())));
  }

  void run(RowLoop loop, List<? extends ImageItem> images, RunListener<Sample> listener) {
    run(loop, stepper(), images, listener);
  }

  private SamplingStepper<?> stepper() {
    double tMin = description.samplingTMin();
    ProbabilityFlow flow = new ProbabilityFlow(sde);
    if (plan.budget() instanceof Budget.Tolerances tolerances) {
      return new EmbeddedPair(flow, tableau, tMin, Sde.HORIZON, tolerances.tolerance());
    }
    TimeGrid grid = plan.grid().grid(sde, tMin, plan.steps().orElseThrow());
    return GridStepper.solving(new RungeKutta(flow, tableau), grid.reversed());
  }

  private <S extends RowState> void run(
      RowLoop loop,
      SamplingStepper<S> stepper,
      List<? extends ImageItem> images,
      RunListener<Sample> listener) {
    List<double[]> points = images.stream().map(this::point).toList();
    long first = new SamplePlan.Rows(plan.rows().first(), points.size()).first();
    var rows =
        IntStream.range(0, points.size())
            .mapToObj(i -> stepper.start(id(first + i), points.get(i)))
            .iterator();
    loop.run(
        new RowTask<>(
            stepper,
            rows,
            state -> listener.finished(latent(state)),
            new Heard<>(listener),
            conditioning.asking(),
            plan.batch()));
  }

  private RowId id(long row) {
    return new RowId(row, 0, conditioning.labels().of(row));
  }

  /** The image in the network's space, levels being taken at the middle of their bins. */
  private double[] point(ImageItem item) {
    String obstacle = new ImageCheck(description).obstacle(item);
    if (!obstacle.isEmpty()) {
      throw new DriftwoodException("image %s: %s".formatted(item.id(), obstacle));
    }
    Image image = (Image) item;
    return description.data().transform().forward(middle(image));
  }

  private double[] middle(Image image) {
    double[] values = image.values();
    if (!image.type().isQuantised()) {
      return values;
    }
    double[] halves = new double[values.length];
    Arrays.fill(halves, 0.5);
    return ((DataSpec.Images) description.data()).dequantiser().dequantise(values, halves);
  }

  private Sample latent(RowState state) {
    Outcome outcome = state.progress().outcome();
    float[] values = new float[state.x().length];
    for (int d = 0; d < values.length; d++) {
      // What did not arrive must not be taken for a latent.
      double arrived = outcome == Outcome.DONE ? state.x()[d] : Double.NaN;
      values[d] = (float) (arrived / sde.priorDeviation());
    }
    return new Sample(state.id().key(), values, state.progress().evaluations(), outcome);
  }
}
