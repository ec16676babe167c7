package dev.driftwood.runtime;

import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.artefact.SolverTables;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sampler.FittedMultistep;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.GridMethod;
import dev.driftwood.runtime.solve.GridStepper;
import dev.driftwood.runtime.solve.IntegrationListener;
import dev.driftwood.runtime.solve.Outcome;
import dev.driftwood.runtime.solve.PriorDraw;
import dev.driftwood.runtime.solve.Query;
import dev.driftwood.runtime.solve.RowId;
import dev.driftwood.runtime.solve.RowState;
import dev.driftwood.runtime.solve.RowTask;
import dev.driftwood.runtime.solve.SamplingStepper;
import dev.driftwood.runtime.solve.TimeGrid;
import java.util.OptionalDouble;
import java.util.PrimitiveIterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;

/**
 * Carries out a sample plan: prior draws or given latents, the stepper that the plan names, and
 * back to data.
 */
final class SampleRun {
  private final ModelDescription description;
  private final SolverTables fitted;
  private final Sde sde;
  private final SamplePlan plan;
  private final Conditioning conditioning;

  SampleRun(ModelDescription description, SolverTables fitted, SamplePlan plan) {
    this.fitted = fitted;
    this.description = description;
    this.sde = description.sde().toSde();
    this.plan = plan;
    this.conditioning = Conditioning.of(description, plan);
  }

  /** Where a row begins, in the network's space. */
  private interface Start {
    double[] of(RowId id);
  }

  /**
   * The plan's rows as a task, whose results the listener gets.
   *
   * @param wanted which of them, by number and in order
   */
  RowTask<?> task(PrimitiveIterator.OfLong wanted, RunListener<Sample> listener) {
    Start start = plan.latents().map(this::given).orElseGet(this::drawn);
    return task(stepper(), start, wanted, listener);
  }

  private Start drawn() {
    PriorDraw prior = new PriorDraw(sde, new NoiseStream(plan.seed()));
    int dimension = description.shape().size();
    return id -> prior.of(id, dimension);
  }

  private Start given(Latents latents) {
    if (!latents.shape().equals(description.shape())) {
      throw new IllegalArgumentException(
          "latents: shape %s (expected: %s, the model's)"
              .formatted(latents.shape(), description.shape()));
    }
    return id -> scaled(latents.values().get((int) (id.key() - plan.rows().first())));
  }

  private double[] scaled(float[] latent) {
    double[] x = new double[latent.length];
    for (int d = 0; d < x.length; d++) {
      x[d] = latent[d] * sde.priorDeviation();
    }
    return x;
  }

  private SamplingStepper<?> stepper() {
    double tMin = description.samplingTMin();
    NoiseStream noise = new NoiseStream(plan.seed());
    if (plan.budget() instanceof Budget.Tolerances tolerances) {
      return plan.sampler().adaptive(sde, tMin, tolerances.tolerance(), noise);
    }
    if (plan.sampler().kind().fitted()) {
      FittedMultistep method =
          new FittedMultistep(sde, fitted.forEvaluations(plan.steps().orElseThrow()));
      return GridStepper.sampling(method, method.times(), sde, plan.end(), noise);
    }
    TimeGrid grid = plan.grid().grid(sde, tMin, plan.steps().orElseThrow());
    return GridStepper.sampling(method(), grid, sde, plan.end(), noise);
  }

  private GridMethod method() {
    GridMethod method = plan.sampler().method(sde);
    return plan.restoration()
        .map(
            restoration ->
                restoration.holding(
                    method, sde, description.shape(), description.data().transform()))
        .orElse(method);
  }

  private <S extends RowState> RowTask<S> task(
      SamplingStepper<S> stepper,
      Start start,
      PrimitiveIterator.OfLong wanted,
      RunListener<Sample> listener) {
    var rows =
        StreamSupport.longStream(Spliterators.spliteratorUnknownSize(wanted, 0), false)
            .mapToObj(row -> new RowId(row, 0, conditioning.labels().of(row)))
            .map(id -> stepper.start(id, start.of(id)))
            .iterator();
    return new RowTask<>(
        stepper,
        rows,
        state -> listener.finished(sample(state)),
        new Telling<>(listener, stepper),
        conditioning.asking(),
        plan.batch());
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

  /** Tells the caller of a row's way. */
  private final class Telling<S extends RowState> implements IntegrationListener<S> {
    private final RunListener<Sample> listener;
    private final SamplingStepper<S> stepper;

    Telling(RunListener<Sample> listener, SamplingStepper<S> stepper) {
      this.listener = listener;
      this.stepper = stepper;
    }

    @Override
    public void begun(S state, Query query, Evaluation answer) {
      int step = state.progress().step();
      if (listener.wantsEstimate(state.id().key(), step)) {
        double[] data = sde.marginal(query.t()).data(query.x(), answer.drift());
        listener.estimated(
            new Movement(state.id().key(), query.t(), data, description.data().transform()));
      }
    }

    @Override
    public void moved(S state) {
      tell(listener, stepper.reached(state), state);
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
