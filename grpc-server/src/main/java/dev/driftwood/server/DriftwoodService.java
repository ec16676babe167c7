package dev.driftwood.server;

import dev.driftwood.proto.v1.DriftwoodServiceGrpc;
import dev.driftwood.proto.v1.GetModelRequest;
import dev.driftwood.proto.v1.GetModelResponse;
import dev.driftwood.proto.v1.LikelihoodRequest;
import dev.driftwood.proto.v1.LikelihoodResult;
import dev.driftwood.proto.v1.ListModelsRequest;
import dev.driftwood.proto.v1.ListModelsResponse;
import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.proto.v1.ResumeRequest;
import dev.driftwood.proto.v1.SampleEvent;
import dev.driftwood.proto.v1.SampleRequest;
import dev.driftwood.runtime.LikelihoodPlan;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.batch.Claim;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.server.access.CallNotes;
import dev.driftwood.server.models.Lease;
import dev.driftwood.server.models.ModelRepository;
import dev.driftwood.server.models.ModelUnavailable;
import dev.driftwood.server.models.ServedModel;
import dev.driftwood.server.security.Account;
import dev.driftwood.wire.DrawnSamples;
import dev.driftwood.wire.InvalidField;
import dev.driftwood.wire.LikelihoodPlans;
import dev.driftwood.wire.RowRanges;
import dev.driftwood.wire.SamplePlans;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** The methods of the service: they check what comes in and hand it to the model's network. */
final class DriftwoodService extends DriftwoodServiceGrpc.DriftwoodServiceImplBase {
  /** Of messages that wait for a reader before its call makes no more: some tens of images. */
  private static final long ROOM_BYTES = 1 << 20;

  /** What a request takes in memory, decoded and spread, over its encoded size. */
  private static final int REQUEST_COPIES = 4;

  private final ModelRepository models;
  private final Workers workers;
  private final Writers writers;
  private final ServerSettings settings;
  private final RequestLimits limits;
  private final ResumableOperations operations;

  /**
   * The service for some models.
   *
   * @param settings of which those of calls count
   */
  DriftwoodService(
      ModelRepository models, Workers workers, Writers writers, ServerSettings settings) {
    this.models = models;
    this.workers = workers;
    this.writers = writers;
    this.settings = settings;
    this.limits = settings.limits();
    this.operations = new ResumableOperations(settings.keeping(), System::nanoTime);
  }

  /** What can be resumed. */
  ResumableOperations operations() {
    return operations;
  }

  @Override
  public void sample(SampleRequest request, StreamObserver<SampleEvent> responses) {
    String id = CallNotes.current().id();
    Outbox<SampleEvent> outbox = outbox(serverCall(responses));
    try {
      using(request.getModel(), "model", lease -> sampling(request, lease, outbox)).start();
    } catch (RuntimeException | Error e) {
      outbox.fail(e, id);
    }
  }

  private SampleCall sampling(SampleRequest request, Lease lease, Outbox<SampleEvent> outbox) {
    SampleOrder order = order(request, lease.served());
    return call(Operation.of(request, order.served()), order, lease, outbox);
  }

  @Override
  public void resume(ResumeRequest request, StreamObserver<SampleEvent> responses) {
    Outbox<SampleEvent> outbox = outbox(serverCall(responses));
    try {
      RowRanges received = RowRanges.received(request);
      resuming(operation(request.getOperationId()), received, outbox).start();
    } catch (RuntimeException | Error e) {
      outbox.fail(e, CallNotes.current().id());
    }
  }

  private Operation operation(String id) {
    if (id.isEmpty()) {
      throw new InvalidField("operation_id", "operation_id: empty (expected: an operation's id)");
    }
    return operations.find(id, CallNotes.current().principal());
  }

  private SampleCall resuming(Operation operation, RowRanges received, Outbox<SampleEvent> outbox) {
    ModelRef model = operation.request().getModel();
    try {
      return using(model, "model", lease -> resuming(operation, received, lease, outbox));
    } catch (ModelUnavailable e) {
      throw Refusal.modelChanged(operation.id(), model);
    }
  }

  private SampleCall resuming(
      Operation operation, RowRanges received, Lease lease, Outbox<SampleEvent> outbox) {
    if (!lease.served().model().artefact().digest().equals(operation.digest())) {
      throw Refusal.modelChanged(operation.id(), operation.request().getModel());
    }
    SampleOrder order = order(operation.request(), lease.served()).without(received);
    // Before it is let in, as what it still does would count twice.
    operations.interrupt(operation);
    return call(operation, order, lease, outbox);
  }

  private SampleCall call(
      Operation operation, SampleOrder order, Lease lease, Outbox<SampleEvent> outbox) {
    long request = (long) REQUEST_COPIES * operation.request().getSerializedSize();
    long bytes = ROOM_BYTES + request + order.received().bytes();
    Hold hold =
        admit(
            lease,
            deadline -> order.served().shared().admit(order.plan(), order.rows(), bytes, deadline));
    return new SampleCall(operation, operations, order, hold, outbox);
  }

  /** Borrows a model for a call, which gives it back with its hold; or at once where it fails. */
  private <T> T using(ModelRef model, String path, Function<Lease, T> call) {
    requireName(model, path);
    Lease lease = models.lend(model.getName(), model.getVersion());
    CallNotes.current().asksFor(lease.served().toString());
    try {
      return call.apply(lease);
    } catch (RuntimeException | Error e) {
      lease.close();
      throw e;
    }
  }

  private SampleOrder order(SampleRequest request, ServedModel served) {
    ModelDescription model = served.model().description();
    limits.requireImages(request, model.shape());
    SamplePlan plan = SamplePlans.plan(request, model);
    limits.require(plan, model.shape());
    requireLabels(request.hasLabel() ? "label" : "labels", plan.labels(), served);
    requireGuidable(plan, served);
    requireDrawable(plan, served);
    DrawnSamples.requireFormat(request.getFormat(), model.shape());
    if (request.getPreviewEvery() < 0) {
      throw new InvalidField(
          "preview_every", "preview_every: " + request.getPreviewEvery() + " (expected: >= 0)");
    }
    return new SampleOrder(
        served, plan, request.getFormat(), request.getPreviewEvery(), new RowRanges());
  }

  /** Takes a place and a claim, or neither; nothing has been sent yet. */
  private Hold admit(Lease lease, LongFunction<Claim> claim) {
    long longest = settings.longest().toNanos();
    Deadline deadline = Context.current().getDeadline();
    long left =
        deadline == null
            ? longest
            : Math.min(longest, deadline.timeRemaining(TimeUnit.NANOSECONDS));
    Workers.Place place = workers.admit();
    try {
      return hold(place, claim.apply(System.nanoTime() + left), lease);
    } catch (RuntimeException | Error e) {
      place.close();
      throw e;
    }
  }

  private static Hold hold(Workers.Place place, Claim claim, Lease lease) {
    Account account = Account.current();
    try {
      account.charge(claim.evaluations());
      CallNotes.current().admitted(claim);
      return new Hold(place, claim, lease, CallNotes.current(), account);
    } catch (RuntimeException | Error e) {
      claim.close();
      throw e;
    }
  }

  private <T> Outbox<T> outbox(ServerCallStreamObserver<T> call) {
    return new Outbox<>(call, writers, settings.patience(), ROOM_BYTES);
  }

  @Override
  public StreamObserver<LikelihoodRequest> logLikelihood(
      StreamObserver<LikelihoodResult> responses) {
    ServerCallStreamObserver<LikelihoodResult> call = serverCall(responses);
    call.disableAutoRequest();
    call.request(1);
    return new LikelihoodCall(
        CallNotes.current().id(), outbox(call), request -> open(request, call));
  }

  private Scoring open(LikelihoodRequest request, ServerCallStreamObserver<?> call) {
    if (!request.hasPlan()) {
      throw LikelihoodCall.missingPlan();
    }
    return using(
        request.getPlan().getModel(), "plan.model", lease -> scoring(request, lease, call));
  }

  private Scoring scoring(
      LikelihoodRequest request, Lease lease, ServerCallStreamObserver<?> call) {
    ServedModel served = lease.served();
    LikelihoodPlan plan = LikelihoodPlans.plan(request.getPlan());
    limits.require(plan);
    requireLabel("plan.label", plan.label(), served);
    requireScorable(plan, served);
    boolean anomaly = request.getPlan().getAnomaly();
    if (anomaly) {
      requireCalibrated(served);
    }
    long bytes = ROOM_BYTES + plan.batch() * itemBytes(served);
    Hold hold =
        admit(
            lease,
            deadline ->
                anomaly
                    ? served.shared().admitAnomalies(bytes, deadline)
                    : served.shared().admit(plan, bytes, deadline));
    call.request(plan.batch());
    ImageInbox inbox = new ImageInbox(served.model().description().shape(), () -> call.request(1));
    return new Scoring(served, plan, anomaly, inbox, hold);
  }

  private static long itemBytes(ServedModel served) {
    return (long) Double.BYTES * served.model().description().shape().size();
  }

  @Override
  public void listModels(ListModelsRequest request, StreamObserver<ListModelsResponse> responses) {
    answer(responses, () -> listing().page(request));
  }

  @Override
  public void getModel(GetModelRequest request, StreamObserver<GetModelResponse> responses) {
    answer(responses, () -> describe(request.getModel()));
  }

  private ModelListing listing() {
    return new ModelListing(models.statuses(), models.devices(), settings);
  }

  private GetModelResponse describe(ModelRef model) {
    requireName(model, "model");
    return listing().describe(models.status(model.getName(), model.getVersion()));
  }

  private static void requireName(ModelRef model, String path) {
    if (model.getName().isEmpty()) {
      throw new InvalidField(path + ".name", path + ".name: empty (expected: a model's name)");
    }
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

  private static void requireDrawable(SamplePlan plan, ServedModel served) {
    try {
      served.model().requireDrawable(plan);
    } catch (DriftwoodException e) {
      throw new InvalidField("sampler", e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new InvalidField("grid", "grid: " + e.getMessage());
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
      responses.onError(Failures.status(e, CallNotes.current().id()));
      return;
    }
    responses.onNext(message);
    responses.onCompleted();
  }

  private static <T> ServerCallStreamObserver<T> serverCall(StreamObserver<T> responses) {
    return (ServerCallStreamObserver<T>) responses;
  }
}
