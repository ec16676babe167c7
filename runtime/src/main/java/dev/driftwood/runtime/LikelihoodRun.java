package dev.driftwood.runtime;

import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.runtime.likelihood.Decoder;
import dev.driftwood.runtime.likelihood.DiscreteBound;
import dev.driftwood.runtime.likelihood.EvidenceBound;
import dev.driftwood.runtime.likelihood.FlowLikelihood;
import dev.driftwood.runtime.likelihood.LikelihoodStepper;
import dev.driftwood.runtime.likelihood.Probes;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.sampler.Sampler;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.Asking;
import dev.driftwood.runtime.solve.GridMethod;
import dev.driftwood.runtime.solve.GridSpec;
import dev.driftwood.runtime.solve.RowState;
import dev.driftwood.runtime.solve.RowTask;
import dev.driftwood.runtime.solve.TimeGrid;
import java.util.Iterator;

/** Carries out a likelihood plan: images become rows, one a draw, and rows become scores. */
final class LikelihoodRun {
  private final ModelDescription description;
  private final Sde sde;
  private final LikelihoodPlan plan;
  private final int label;
  private final Supplies supplies;

  LikelihoodRun(ModelDescription description, LikelihoodPlan plan) {
    this(description, plan, Supplies.NONE);
  }

  /**
   * The run of a plan.
   *
   * @param supplies what the plan wants of its model
   */
  LikelihoodRun(ModelDescription description, LikelihoodPlan plan, Supplies supplies) {
    this.description = description;
    this.supplies = supplies;
    this.sde = description.sde().toSde();
    this.plan = plan;
    this.label = RowLabels.label(description, plan.label());
  }

  /** The plan's rows for images as a task, whose results the listener gets. */
  RowTask<?> task(Iterator<ImageItem> images, RunListener<Likelihood> listener) {
    return task(stepper(), images, listener);
  }

  private <S extends RowState> RowTask<S> task(
      LikelihoodStepper<S> stepper, Iterator<ImageItem> images, RunListener<Likelihood> listener) {
    Preparation preparation = new Preparation(description, plan, label);
    ImageRows<S> rows = new ImageRows<>(preparation, stepper, images, listener::finished);
    return new RowTask<>(
        stepper, rows, rows::finish, new Heard<>(listener), Asking.PLAIN, plan.batch());
  }

  private LikelihoodStepper<? extends RowState> stepper() {
    double tMin = plan.tMin().orElse(description.likelihoodTMin());
    NoiseStream noise = new NoiseStream(plan.seed());
    if (plan.method() instanceof LikelihoodMethod.Elbo elbo) {
      Probes probes = new Probes(elbo.law(), 1, noise, supplies.covariance());
      return new EvidenceBound(sde, tMin, elbo.times(), elbo.form(), probes, elbo.antithetic());
    }
    if (plan.method() instanceof LikelihoodMethod.Vlb vlb) {
      return new DiscreteBound(sde, vlb.times(supplies.times()), decoder(), noise);
    }
    LikelihoodMethod.Ode ode = (LikelihoodMethod.Ode) plan.method();
    Probes probes = new Probes(ode.law(), ode.probes(), noise, supplies.covariance());
    if (ode.budget() instanceof Budget.Tolerances tolerances) {
      return FlowLikelihood.adaptive(sde, probes, ode.tableau(), tMin, tolerances.tolerance());
    }
    return onGrid(ode, probes, tMin, ode.steps().orElseThrow());
  }

  private Decoder decoder() {
    return description.data() instanceof DataSpec.Images images
        ? new BinDecoder(images)
        : Decoder.normal();
  }

  private LikelihoodStepper<? extends RowState> onGrid(
      LikelihoodMethod.Ode ode, Probes probes, double tMin, int steps) {
    if (ode.solver().semiLinear()) {
      GridMethod method = Sampler.of(ode.solver()).method(sde);
      return FlowLikelihood.semiLinear(sde, probes, method, logSnr(tMin, steps));
    }
    TimeGrid grid = TimeGrid.uniform(tMin, Sde.HORIZON, steps);
    return FlowLikelihood.onGrid(sde, probes, ode.tableau(), grid);
  }

  private TimeGrid logSnr(double tMin, int steps) {
    return GridSpec.parse("log-snr").grid(sde, tMin, steps).reversed();
  }
}
