package dev.driftwood.server;

import dev.driftwood.proto.v1.DriftwoodServiceGrpc;
import dev.driftwood.proto.v1.GetModelRequest;
import dev.driftwood.proto.v1.GetModelResponse;
import dev.driftwood.proto.v1.LikelihoodRequest;
import dev.driftwood.proto.v1.LikelihoodResult;
import dev.driftwood.proto.v1.ListModelsRequest;
import dev.driftwood.proto.v1.ListModelsResponse;
import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.proto.v1.SampleEvent;
import dev.driftwood.proto.v1.SampleRequest;
import dev.driftwood.runtime.LikelihoodPlan;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.wire.DrawnSamples;
import dev.driftwood.wire.InvalidField;
import dev.driftwood.wire.LikelihoodPlans;
import dev.driftwood.wire.SamplePlans;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Supplier;

/** The methods of the service: they check what comes in and hand it to a worker. */
final class DriftwoodService extends DriftwoodServiceGrpc.DriftwoodServiceImplBase {
  private final ModelRepository models;
  private final Workers workers;
  private final RequestLimits limits;
  private final Duration patience;

  DriftwoodService(
      ModelRepository models, Workers workers, RequestLimits limits, Duration patience) {
    this.models = models;
    this.workers = workers;
    this.limits = limits;
    this.patience = patience;
  }

  @Override
  public void sample(SampleRequest request, StreamObserver<SampleEvent> responses) {
    String id = newId();
    Outbox<SampleEvent> outbox = new Outbox<>(serverCall(responses), patience);
    try {
      ServedModel served = find(request.getModel(), "model");
      ModelDescription model = served.model().description();
      limits.requireImages(request, model.shape());
      SamplePlan plan = SamplePlans.plan(request, model);
      limits.require(plan);
      requireLabels(request.hasLabel() ? "label" : "labels", plan.labels(), served);
      requireGuidable(plan, served);
      requireFitted(plan, served);
      DrawnSamples.requireFormat(request.getFormat(), model.shape());
      SampleCall call = new SampleCall(id, served, plan, request.getFormat(), outbox);
      workers.admit().runThenClose(call::run);
    } catch (RuntimeException e) {
      outbox.fail(e, id);
    }
  }

  @Override
  public StreamObserver<LikelihoodRequest> logLikelihood(
      StreamObserver<LikelihoodResult> responses) {
    ServerCallStreamObserver<LikelihoodResult> call = serverCall(responses);
    call.disableAutoRequest();
    call.request(1);
    Outbox<LikelihoodResult> outbox = new Outbox<>(call, patience);
    return new LikelihoodCall(newId(), outbox, request -> open(request, call));
  }

  private Scoring open(LikelihoodRequest request, ServerCallStreamObserver<?> call) {
    if (!request.hasPlan()) {
      throw LikelihoodCall.missingPlan();
    }
    ServedModel served = find(request.getPlan().getModel(), "plan.model");
    LikelihoodPlan plan = LikelihoodPlans.plan(request.getPlan());
    limits.require(plan);
    requireLabel("plan.label", plan.label(), served);
    requireScorable(plan, served);
    boolean anomaly = request.getPlan().getAnomaly();
    if (anomaly) {
      requireCalibrated(served);
    }
    Workers.Place place = workers.admit();
    call.request(plan.batch());
    ImageInbox inbox = new ImageInbox(served.model().description().shape(), () -> call.request(1));
    return new Scoring(served, plan, anomaly, inbox, place);
  }

  @Override
  public void listModels(ListModelsRequest request, StreamObserver<ListModelsResponse> responses) {
    answer(responses, () -> listing().page(request));
  }

  @Override
  public void getModel(GetModelRequest request, StreamObserver<GetModelResponse> responses) {
    answer(responses, () -> listing().describe(find(request.getModel(), "model")));
  }

  private ModelListing listing() {
    return new ModelListing(models.models(), limits);
  }

  private ServedModel find(ModelRef model, String path) {
    if (model.getName().isEmpty()) {
      throw new InvalidField(path + ".name", path + ".name: empty (expected: a model's name)");
    }
    return models.find(model.getName(), model.getVersion());
  }

  private static void requireLabels(String path, List<Integer> labels, ServedModel served) {
    if (labels.isEmpty()) {
      requireLabel("label", OptionalInt.empty(), served);
    }
    labels.forEach(label -> requireLabel(path, OptionalInt.of(label), served));
  }

  private static void requireGuidable(SamplePlan plan, ServedModel served) {
    try {
      plan.guidance().ifPresent(g -> served.model().description().guidedFrom(plan.labels()));
    } catch (IllegalArgumentException e) {
      throw new InvalidField("guidance", e.getMessage());
    }
  }

  private static void requireFitted(SamplePlan plan, ServedModel served) {
    try {
      served.model().requireFitted(plan);
    } catch (DriftwoodException e) {
      throw new InvalidField("sampler", e.getMessage());
    }
  }

  private static void requireScorable(LikelihoodPlan plan, ServedModel served) {
    try {
      served.model().requireScorable(plan);
    } catch (DriftwoodException e) {
      throw new InvalidField("plan.control_variate", e.getMessage());
    }
  }

  private static void requireCalibrated(ServedModel served) {
    if (served.model().calibration().isEmpty()) {
      throw new InvalidField(
          "plan.anomaly",
          "plan.anomaly: true (expected: false, as %s is not calibrated)".formatted(served));
    }
  }

  private static void requireLabel(String path, OptionalInt label, ServedModel served) {
    try {
      served.model().description().label(label);
    } catch (IllegalArgumentException e) {
      throw new InvalidField(path, e.getMessage());
    }
  }

  private static <T> void answer(StreamObserver<T> responses, Supplier<T> answer) {
    T message;
    try {
      message = answer.get();
    } catch (RuntimeException e) {
      responses.onError(Failures.status(e, newId()));
      return;
    }
    responses.onNext(message);
    responses.onCompleted();
  }

  private static <T> ServerCallStreamObserver<T> serverCall(StreamObserver<T> responses) {
    return (ServerCallStreamObserver<T>) responses;
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }
}
