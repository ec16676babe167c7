package dev.driftwood.runtime;

import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.AdaptiveState;
import dev.driftwood.runtime.solve.DormandPrince;
import dev.driftwood.runtime.solve.DriftFunction;
import dev.driftwood.runtime.solve.GenerativeFamily;
import dev.driftwood.runtime.solve.IntegrationListener;
import dev.driftwood.runtime.solve.Integrator;
import dev.driftwood.runtime.solve.PriorDraw;
import dev.driftwood.runtime.solve.ProbabilityFlow;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.RowState;
import dev.driftwood.runtime.solve.Stepper;
import dev.driftwood.runtime.solve.TimeGrid;
import java.util.stream.LongStream;

/** Carries out a sample plan: prior draws, the stepper that the plan names, and back to data. */
final class SampleRun {
  private final ModelDescription description;
  private final Sde sde;
  private final SamplePlan plan;
  private final int label;

  SampleRun(ModelDescription description, SamplePlan plan, int label) {
    this.description = description;
    this.sde = description.sde().toSde();
    this.plan = plan;
    this.label = label;
  }

  void run(DriftFunction drift, RunListener<Sample> listener) {
    if (plan.budget() instanceof Budget.Tolerances tolerances) {
      run(drift, adaptive(tolerances), listener);
    } else {
      run(drift, onGrid(plan.steps().orElseThrow()), listener);
    }
  }

  private Stepper<AdaptiveState> adaptive(Budget.Tolerances tolerances) {
    return new DormandPrince(
        new ProbabilityFlow(sde), Sde.HORIZON, description.samplingTMin(), tolerances.tolerance());
  }

  private Stepper<? extends RowState> onGrid(int steps) {
    TimeGrid grid = TimeGrid.uniform(Sde.HORIZON, description.samplingTMin(), steps);
    GenerativeFamily family = new GenerativeFamily(sde, plan.lambda());
    return plan.sampler().onGrid(family, grid, new NoiseStream(plan.seed()));
  }

  private <S extends RowState> void run(
      DriftFunction drift, Stepper<S> stepper, RunListener<Sample> listener) {
    PriorDraw prior = new PriorDraw(sde, new NoiseStream(plan.seed()));
    int dimension = description.shape().size();
    long first = plan.rows().first();
    var rows =
        LongStream.range(first, first + plan.rows().count())
            .mapToObj(row -> new RowId(row, 0, label))
            .map(id -> stepper.start(id, prior.of(id, dimension)))
            .iterator();
    new Integrator(drift, plan.batch())
        .integrate(stepper, rows, state -> listener.finished(sample(state)), new Heard<>(listener));
  }

  private Sample sample(RowState state) {
    double[] values = description.data().transform().inverse(state.x());
    float[] rounded = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = (float) values[i];
    }
    return new Sample(
        state.id().key(), rounded, state.progress().evaluations(), state.progress().outcome());
  }

  /** Tells the caller what the loop tells. */
  record Heard<S>(RunListener<?> listener) implements IntegrationListener<S> {
    @Override
    public void evaluated(long evaluations) {
      listener.evaluated(evaluations);
    }

    @Override
    public boolean cancelled() {
      return listener.cancelled();
    }
  }
}
