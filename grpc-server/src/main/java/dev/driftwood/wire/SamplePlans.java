package dev.driftwood.wire;

import dev.driftwood.proto.v1.ImageFormat;
import dev.driftwood.proto.v1.Interval;
import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.proto.v1.SampleRequest;
import dev.driftwood.runtime.Budget;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.sampler.SamplerKind;
import dev.driftwood.runtime.sampler.SamplerOption;
import dev.driftwood.runtime.solve.EndPolicy;
import dev.driftwood.runtime.solve.GridSpec;
import dev.driftwood.runtime.solve.Guidance;
import java.util.List;
import java.util.Optional;

/** Sample plans as requests. The batch size is no part of a request: the server chooses its own. */
public final class SamplePlans {
  private SamplePlans() {}

  /**
   * The request for a plan, with everything said.
   *
   * @param shape the model's
   */
  public static SampleRequest request(
      ModelRef model, SamplePlan plan, ItemShape shape, ImageFormat format) {
    SampleRequest.Builder request = accepted(model, plan, format).toBuilder();
    plan.restoration()
        .ifPresent(
            known ->
                request
                    .getObservationBuilder()
                    .addAllImages(ObservedItems.messages(known.items(), shape)));
    plan.latents().ifPresent(latents -> request.addAllLatents(GivenLatents.messages(latents)));
    return request.build();
  }

  /** The request for a plan, without images and latents: what a server says of it. */
  public static SampleRequest accepted(ModelRef model, SamplePlan plan, ImageFormat format) {
    SampleRequest.Builder request =
        SampleRequest.newBuilder()
            .setModel(model)
            .setCount(plan.rows().count())
            .setSampler(plan.sampler().kind().label())
            .setGrid(plan.grid().text())
            .setEnd(plan.end().label())
            .setSeed(plan.seed())
            .setFirstRow(plan.rows().first())
            .setFormat(format);
    plan.sampler()
        .settings()
        .values()
        .forEach((option, value) -> request.putOptions(option.label(), option.text(value)));
    if (plan.labels().size() == 1) {
      request.setLabel(plan.labels().get(0));
    } else {
      request.addAllLabels(plan.labels());
    }
    plan.guidance().ifPresent(guidance -> guide(request, guidance));
    plan.restoration().ifPresent(known -> request.setObservation(Observations.message(known)));
    return withBudget(request, plan.budget()).build();
  }

  private static void guide(SampleRequest.Builder request, Guidance guidance) {
    request
        .setGuidance(guidance.weight())
        .setGuidanceInterval(
            Interval.newBuilder().setLower(guidance.from()).setUpper(guidance.to()));
  }

  private static SampleRequest.Builder withBudget(SampleRequest.Builder request, Budget budget) {
    if (budget instanceof Budget.Steps steps) {
      return request.setSteps(steps.count());
    }
    if (budget instanceof Budget.Evaluations evaluations) {
      return request.setEvaluations(evaluations.count());
    }
    return request.setTolerances(Budgets.message((Budget.Tolerances) budget));
  }

  /**
   * The plan of a request, defaults filled in.
   *
   * @param model what it is for, which says what can be observed
   * @throws InvalidField where there is no such plan
   */
  public static SamplePlan plan(SampleRequest request, ModelDescription model) {
    long count = count(request);
    SamplePlan.Builder plan =
        SamplePlan.builder().firstRow(firstRow(request, count)).seed(request.getSeed());
    sampler(request).ifPresent(plan::sampler);
    options(request, plan);
    if (!request.getGrid().isEmpty()) {
      plan.grid(InvalidField.checking("grid", () -> GridSpec.parse(request.getGrid())));
    }
    if (!request.getEnd().isEmpty()) {
      plan.end(InvalidField.checking("end", () -> EndPolicy.named(request.getEnd())));
    }
    InvalidField.checking("options", plan::chosen);
    guidance(request, plan);
    budget(request, plan::stepsOf).ifPresent(plan::budget);
    plan.labels(labels(request));
    if (request.hasObservation()) {
      plan.observing(Observations.restoration(request.getObservation(), model));
    }
    GivenLatents.latents(request, model.shape()).ifPresent(plan::startingAt);
    plan.count(count);
    return InvalidField.naming("", plan::build);
  }

  private static void options(SampleRequest request, SamplePlan.Builder plan) {
    request
        .getOptionsMap()
        .forEach(
            (name, text) -> {
              String field = "options[\"" + name + "\"]";
              SamplerOption option = InvalidField.checking(field, () -> SamplerOption.named(name));
              plan.option(option, InvalidField.checking(field, () -> option.parse(text)));
            });
    if (request.hasFamilyLambda()) {
      InvalidField.checking("family_lambda", () -> plan.lambda(request.getFamilyLambda()));
      InvalidField.checking("family_lambda", plan::chosen);
    }
  }

  private static void guidance(SampleRequest request, SamplePlan.Builder plan) {
    if (request.hasGuidance()) {
      InvalidField.checking("guidance", () -> plan.guidance(request.getGuidance()));
    }
    if (request.hasGuidanceInterval()) {
      Interval times = request.getGuidanceInterval();
      InvalidField.checking(
          "guidance_interval", () -> plan.guidanceInterval(times.getLower(), times.getUpper()));
    }
  }

  private static List<Integer> labels(SampleRequest request) {
    if (!request.hasLabel()) {
      return request.getLabelsList();
    }
    if (request.getLabelsCount() > 0) {
      throw new InvalidField("labels", "labels: given (expected: none beside label)");
    }
    return List.of(request.getLabel());
  }

  private static long count(SampleRequest request) {
    long count = request.getCount() == 0 ? given(request) : request.getCount();
    return InvalidField.checking("count", () -> new SamplePlan.Rows(0, count)).count();
  }

  /** As many rows as something is given for. */
  private static long given(SampleRequest request) {
    return request.getLatentsCount() > 0
        ? request.getLatentsCount()
        : request.getObservation().getImagesCount();
  }

  private static long firstRow(SampleRequest request, long count) {
    long first = request.getFirstRow();
    if (!(first >= 0 && first <= Long.MAX_VALUE - count)) {
      throw new InvalidField(
          "first_row",
          "first_row: %s (expected: at most %d with this count)"
              .formatted(Long.toUnsignedString(first), Long.MAX_VALUE - count));
    }
    return first;
  }

  private static Optional<SamplerKind> sampler(SampleRequest request) {
    return request.getSampler().isEmpty()
        ? Optional.empty()
        : Optional.of(
            InvalidField.checking("sampler", () -> SamplerKind.named(request.getSampler())));
  }

  private static Optional<Budget> budget(SampleRequest request, Budgets.Steps steps) {
    return switch (request.getBudgetCase()) {
      case STEPS -> Optional.of(Budgets.steps("steps", request.getSteps(), steps));
      case EVALUATIONS ->
          Optional.of(Budgets.evaluations("evaluations", request.getEvaluations(), steps));
      case TOLERANCES ->
          Optional.of(Budgets.tolerances("tolerances", request.getTolerances(), steps));
      case BUDGET_NOT_SET -> Optional.empty();
    };
  }
}
