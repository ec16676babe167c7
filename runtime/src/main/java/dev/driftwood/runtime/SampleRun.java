package dev.driftwood.runtime;

import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.AdaptiveState;
import dev.driftwood.runtime.solve.DormandPrince;
import dev.driftwood.runtime.solve.DriftFunction;
import dev.driftwood.runtime.solve.GenerativeFamily;
import dev.driftwood.runtime.solve.GridState;
import dev.driftwood.runtime.solve.IntegrationListener;
import dev.driftwood.runtime.solve.Integrator;
import dev.driftwood.runtime.solve.Outcome;
import dev.driftwood.runtime.solve.PriorDraw;
import dev.driftwood.runtime.solve.ProbabilityFlow;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.RowState;
import dev.driftwood.runtime.solve.Stepper;
import dev.driftwood.runtime.solve.TimeGrid;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;

/** Carries out a sample plan: prior draws, the stepper that the plan names, and back to data. */
final class SampleRun {
  private final ModelDescription description;
  private final Sde sde;
  private final SamplePlan plan;
  private final RowLabels labels;

  SampleRun(ModelDescription description, SamplePlan plan) {
    this.description = description;
    this.sde = description.sde().toSde();
    this.plan = plan;
    this.labels = RowLabels.of(description, plan.labels());
  }

  void run(DriftFunction drift, RunListener<Sample> listener) {
    if (plan.budget() instanceof Budget.Tolerances tolerances) {
      run(drift, adaptive(tolerances), SampleRun::reached, listener);
    } else {
      TimeGrid grid =
          TimeGrid.uniform(Sde.HORIZON, description.samplingTMin(), plan.steps().orElseThrow());
      run(drift, onGrid(grid), state -> reached(grid, state), listener);
    }
  }

  private Stepper<AdaptiveState> adaptive(Budget.Tolerances tolerances) {
    return new DormandPrince(
        new ProbabilityFlow(sde), Sde.HORIZON, description.samplingTMin(), tolerances.tolerance());
  }

  private Stepper<GridState> onGrid(TimeGrid grid) {
    GenerativeFamily family = new GenerativeFamily(sde, plan.lambda());
    return plan.sampler().onGrid(family, grid, new NoiseStream(plan.seed()));
  }

  /** The time that a step led to; nothing after a rejected one, and before the first. */
  private static OptionalDouble reached(AdaptiveState state) {
    boolean stepped = state.progress().step() > 0 && !state.rejected();
    return stepped ? OptionalDouble.of(state.t()) : OptionalDouble.empty();
  }

  private static OptionalDouble reached(TimeGrid grid, GridState state) {
    return OptionalDouble.of(grid.at(state.progress().step()));
  }

  private <S extends RowState> void run(
      DriftFunction drift,
      Stepper<S> stepper,
      Function<S, OptionalDouble> reached,
      RunListener<Sample> listener) {
    PriorDraw prior = new PriorDraw(sde, new NoiseStream(plan.seed()));
    int dimension = description.shape().size();
    long first = plan.rows().first();
    var rows =
        LongStream.range(first, first + plan.rows().count())
            .mapToObj(row -> new RowId(row, 0, labels.of(row)))
            .map(id -> stepper.start(id, prior.of(id, dimension)))
            .iterator();
    new Integrator(drift, plan.batch())
        .integrate(
            stepper,
            rows,
            state -> listener.finished(sample(state)),
            new Heard<>(listener, state -> tell(listener, reached.apply(state), state)));
  }

  private void tell(RunListener<Sample> listener, OptionalDouble reached, RowState state) {
    Outcome outcome = state.progress().outcome();
    if (reached.isPresent() && (outcome == Outcome.RUNNING || outcome == Outcome.DONE)) {
      listener.moved(movement(reached.getAsDouble(), state));
    }
  }

  private Movement movement(double t, RowState state) {
    return new Movement(state.id().key(), t, state.x(), description.data().transform());
  }

  private Sample sample(RowState state) {
    return new Sample(
        state.id().key(),
        movement(description.samplingTMin(), state).values(),
        state.progress().evaluations(),
        state.progress().outcome());
  }

  /** Tells the caller what the loop tells. */
  record Heard<S>(RunListener<?> listener, Consumer<S> onMove) implements IntegrationListener<S> {
    @Override
    public void moved(S state) {
      onMove.accept(state);
    }

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
