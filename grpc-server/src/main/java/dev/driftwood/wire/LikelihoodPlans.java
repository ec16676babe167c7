package dev.driftwood.wire;

import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.runtime.Budget;
import dev.driftwood.runtime.LikelihoodMethod;
import dev.driftwood.runtime.LikelihoodPlan;
import dev.driftwood.runtime.failure.NearestName;
import dev.driftwood.runtime.likelihood.BoundForm;
import dev.driftwood.runtime.likelihood.Probes;
import dev.driftwood.runtime.sampler.SamplerKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Likelihood plans as messages. The batch size is no part of a message: the server chooses its own.
 */
public final class LikelihoodPlans {
  /** The names of the methods. */
  public static final List<String> METHODS = List.of("ode", "elbo", "vlb");

  private static final Map<String, Probes.Law> LAWS = new LinkedHashMap<>();
  private static final Map<String, BoundForm> FORMS = new LinkedHashMap<>();

  static {
    LAWS.put("rademacher", Probes.Law.RADEMACHER);
    LAWS.put("gaussian", Probes.Law.GAUSSIAN);
    LAWS.put("orthogonal", Probes.Law.ORTHOGONAL);
    LAWS.put("hutch++", Probes.Law.HUTCH_PLUS_PLUS);
    FORMS.put("score-matching", BoundForm.SCORE_MATCHING);
    FORMS.put("divergence", BoundForm.DIVERGENCE);
  }

  private LikelihoodPlans() {}

  /** The message of a plan, with everything said. */
  public static dev.driftwood.proto.v1.LikelihoodPlan message(ModelRef model, LikelihoodPlan plan) {
    var message =
        dev.driftwood.proto.v1.LikelihoodPlan.newBuilder()
            .setModel(model)
            .setDraws(plan.draws())
            .setSeed(plan.seed())
            .setControlVariate(plan.controlVariate())
            .setImportanceWeighted(plan.importanceWeighted());
    plan.tMin().ifPresent(message::setTmin);
    plan.label().ifPresent(message::setLabel);
    plan.targetStandardError().ifPresent(message::setTargetStdErrorBpd);
    if (plan.method() instanceof LikelihoodMethod.Elbo elbo) {
      return message
          .setMethod("elbo")
          .setTimes(elbo.times())
          .setForm(name(FORMS, elbo.form()))
          .setProbe(name(LAWS, elbo.law()))
          .setAntithetic(elbo.antithetic())
          .build();
    }
    if (plan.method() instanceof LikelihoodMethod.Vlb vlb) {
      vlb.steps().ifPresent(message::setSteps);
      return message.setMethod("vlb").build();
    }
    return ode(message, (LikelihoodMethod.Ode) plan.method()).build();
  }

  private static dev.driftwood.proto.v1.LikelihoodPlan.Builder ode(
      dev.driftwood.proto.v1.LikelihoodPlan.Builder message, LikelihoodMethod.Ode ode) {
    message.setMethod("ode").setSolver(ode.solver().label());
    if (ode.law() == Probes.Law.EXACT) {
      message.setExactTrace(true);
    } else {
      message.setProbes(ode.probes()).setProbe(name(LAWS, ode.law()));
    }
    if (ode.budget() instanceof Budget.Steps steps) {
      return message.setSteps(steps.count());
    }
    if (ode.budget() instanceof Budget.Evaluations evaluations) {
      return message.setEvaluations(evaluations.count());
    }
    return message.setTolerances(Budgets.message((Budget.Tolerances) ode.budget()));
  }

  /**
   * The plan of a message, defaults filled in.
   *
   * @throws InvalidField where there is no such plan
   */
  public static LikelihoodPlan plan(dev.driftwood.proto.v1.LikelihoodPlan message) {
    LikelihoodPlan plan = LikelihoodPlan.of(method(message)).withSeed(message.getSeed());
    if (message.hasDraws()) {
      LikelihoodPlan before = plan;
      plan = InvalidField.checking("plan.draws", () -> before.withDraws(message.getDraws()));
    }
    if (message.hasTmin()) {
      LikelihoodPlan before = plan;
      plan = InvalidField.checking("plan.tmin", () -> before.withTMin(message.getTmin()));
    }
    if (message.hasTargetStdErrorBpd()) {
      LikelihoodPlan before = plan;
      plan =
          InvalidField.checking(
              "plan.target_std_error_bpd",
              () -> before.withTargetStandardError(message.getTargetStdErrorBpd()));
    }
    if (message.getControlVariate()) {
      plan = InvalidField.checking("plan.control_variate", plan::withControlVariate);
    }
    if (message.getImportanceWeighted()) {
      plan = InvalidField.checking("plan.importance_weighted", plan::withImportanceWeights);
    }
    return message.hasLabel() ? plan.withLabel(message.getLabel()) : plan;
  }

  private static LikelihoodMethod method(dev.driftwood.proto.v1.LikelihoodPlan message) {
    return switch (message.getMethod()) {
      case "", "ode" -> ode(message);
      case "elbo" -> elbo(message);
      case "vlb" -> vlb(message);
      default ->
          throw new InvalidField(
              "plan.method", NearestName.unknown("method", message.getMethod(), METHODS));
    };
  }

  private static LikelihoodMethod elbo(dev.driftwood.proto.v1.LikelihoodPlan message) {
    LikelihoodMethod.Elbo standard = LikelihoodMethod.Elbo.DEFAULT;
    int times = message.hasTimes() ? message.getTimes() : standard.times();
    BoundForm form = value("form", FORMS, message.getForm(), standard.form());
    Probes.Law law = value("probe", LAWS, message.getProbe(), standard.law());
    refuse("plan.exact_trace", message.getExactTrace(), "the ELBO takes random probes");
    refuse("plan.probes", message.hasProbes(), "the ELBO takes a probe for each time");
    boolean antithetic = message.getAntithetic();
    return InvalidField.checking(
        "plan.times", () -> new LikelihoodMethod.Elbo(times, form, law, antithetic));
  }

  private static LikelihoodMethod vlb(dev.driftwood.proto.v1.LikelihoodPlan message) {
    refuse("plan.solver", !message.getSolver().isEmpty(), "solvers belong to the ODE");
    refuse("plan.tolerances", message.hasTolerances(), "the VLB has steps");
    refuse("plan.evaluations", message.hasEvaluations(), "the VLB has steps");
    refuse("plan.exact_trace", message.getExactTrace(), "the VLB has no trace");
    refuse("plan.probes", message.hasProbes(), "the VLB has no trace");
    refuse("plan.probe", !message.getProbe().isEmpty(), "the VLB has no trace");
    refuseOfBounds(message);
    OptionalInt steps =
        message.hasSteps() ? OptionalInt.of(message.getSteps()) : OptionalInt.empty();
    return InvalidField.checking("plan.steps", () -> new LikelihoodMethod.Vlb(steps));
  }

  private static void refuseOfBounds(dev.driftwood.proto.v1.LikelihoodPlan message) {
    refuse("plan.times", message.hasTimes(), "times belong to the ELBO");
    refuse("plan.form", !message.getForm().isEmpty(), "forms belong to the ELBO");
    refuse("plan.antithetic", message.getAntithetic(), "pairs belong to the ELBO");
  }

  private static LikelihoodMethod ode(dev.driftwood.proto.v1.LikelihoodPlan message) {
    LikelihoodMethod.Ode standard = LikelihoodMethod.Ode.DEFAULT;
    refuseOfBounds(message);
    SamplerKind solver =
        message.getSolver().isEmpty() ? standard.solver() : solver(message.getSolver());
    Budget budget = budget(message, solver);
    Probes.Law law =
        message.getExactTrace()
            ? Probes.Law.EXACT
            : value("probe", LAWS, message.getProbe(), standard.law());
    int probes = message.hasProbes() ? message.getProbes() : standard.probes();
    return InvalidField.checking(
        "plan.probes", () -> new LikelihoodMethod.Ode(solver, budget, law, probes));
  }

  private static SamplerKind solver(String name) {
    SamplerKind solver = InvalidField.checking("plan.solver", () -> SamplerKind.named(name));
    return InvalidField.checking(
        "plan.solver",
        () -> {
          LikelihoodMethod.Ode.requireSolver(solver);
          return solver;
        });
  }

  private static Budget budget(dev.driftwood.proto.v1.LikelihoodPlan message, SamplerKind solver) {
    Budgets.Steps steps = budget -> LikelihoodMethod.Ode.steps(solver, budget);
    return switch (message.getBudgetCase()) {
      case STEPS -> Budgets.steps("plan.steps", message.getSteps(), steps);
      case EVALUATIONS -> Budgets.evaluations("plan.evaluations", message.getEvaluations(), steps);
      case TOLERANCES -> Budgets.tolerances("plan.tolerances", message.getTolerances(), steps);
      case BUDGET_NOT_SET -> {
        Budget standard = LikelihoodMethod.Ode.DEFAULT.budget();
        InvalidField.checking("plan.tolerances", () -> steps.apply(standard));
        yield standard;
      }
    };
  }

  private static void refuse(String path, boolean given, String why) {
    if (given) {
      throw new InvalidField(path, path + ": given (expected: none; " + why + ")");
    }
  }

  private static <T> T value(String field, Map<String, T> known, String name, T standard) {
    if (name.isEmpty()) {
      return standard;
    }
    T value = known.get(name);
    if (value == null) {
      throw new InvalidField("plan." + field, NearestName.unknown(field, name, known.keySet()));
    }
    return value;
  }

  private static <T> String name(Map<String, T> names, T value) {
    return names.entrySet().stream()
        .filter(entry -> entry.getValue() == value)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("probe: " + value + " (expected: a random law)"));
  }
}
