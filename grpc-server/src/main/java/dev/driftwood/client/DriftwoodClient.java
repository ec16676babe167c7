package dev.driftwood.client;

import dev.driftwood.proto.v1.DriftwoodServiceGrpc;
import dev.driftwood.proto.v1.GetModelRequest;
import dev.driftwood.proto.v1.GetModelResponse;
import dev.driftwood.proto.v1.ImageFormat;
import dev.driftwood.proto.v1.ListModelsRequest;
import dev.driftwood.proto.v1.ListModelsResponse;
import dev.driftwood.proto.v1.ResumeRequest;
import dev.driftwood.proto.v1.SampleEvent;
import dev.driftwood.proto.v1.SampleRequest;
import dev.driftwood.runtime.Anomaly;
import dev.driftwood.runtime.Likelihood;
import dev.driftwood.runtime.LikelihoodPlan;
import dev.driftwood.runtime.RunListener;
import dev.driftwood.runtime.Sample;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.Samples;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.wire.Anomalies;
import dev.driftwood.wire.LikelihoodPlans;
import dev.driftwood.wire.SamplePlans;
import io.grpc.Deadline;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A connection to a server, with the calls of {@link dev.driftwood.runtime.DriftModel} and the same
 * numbers: images travel as their stored bytes and samples return as float32. A plan's batch size
 * is the server's to choose and does not travel.
 *
 * <p>A call of samples whose connection breaks goes on by itself, for some attempts, and hands each
 * row out once.
 *
 * <p>What the server refuses is an {@link IllegalArgumentException} for a bad value of a plan and
 * otherwise a {@link dev.driftwood.runtime.failure.DriftwoodException}, as are a server that can't
 * be reached and a deadline that has passed. Thread-safe.
 */
public final class DriftwoodClient implements AutoCloseable {
  // Room for a float32 image of 3 x 2,048 x 2,048.
  private static final int MESSAGE_BYTES = 64 * 1024 * 1024;

  // Over in 0.3 s where there is no server.
  private static final int READING_ATTEMPTS = 2;

  private final ManagedChannel channel;
  private final ClientFailures failures;
  private final Optional<Duration> timeout;
  private final Consumer<String> notes;

  private DriftwoodClient(
      ManagedChannel channel,
      ClientFailures failures,
      Optional<Duration> timeout,
      Consumer<String> notes) {
    this.channel = channel;
    this.failures = failures;
    this.timeout = timeout;
    this.notes = notes;
  }

  /** Connects, without encryption, when the first call is made; calls may take any time. */
  public static DriftwoodClient connect(ServerAddress server) {
    return connect(server, Optional.empty());
  }

  /** The same with a deadline, counted from the start of each call. */
  public static DriftwoodClient connect(ServerAddress server, Optional<Duration> timeout) {
    return connect(server, ConnectionSecurity.PLAIN, timeout);
  }

  /**
   * The same with encryption, certificates or a token.
   *
   * @throws IllegalArgumentException where a token would be sent over a network as it is
   */
  public static DriftwoodClient connect(
      ServerAddress server, ConnectionSecurity security, Optional<Duration> timeout) {
    security.requireSafe(server);
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(server.host(), server.port(), security.credentials())
            .intercept(MetadataUtils.newAttachHeadersInterceptor(security.headers()))
            .maxInboundMessageSize(MESSAGE_BYTES)
            // A name may stand for several servers; one that stops is left for another.
            .defaultLoadBalancingPolicy("round_robin")
            .build();
    return new DriftwoodClient(channel, new ClientFailures(server.toString()), timeout, note -> {});
  }

  /**
   * The same connection, which tells when a call of samples goes on after its stream was cut; to be
   * used and closed in place of this one.
   *
   * @param taker of a line each time
   */
  public DriftwoodClient telling(Consumer<String> taker) {
    return new DriftwoodClient(channel, failures, timeout, taker);
  }

  /** The models that are served. */
  public List<ModelEntry> models() {
    List<ModelEntry> models = new ArrayList<>();
    ListModelsRequest request = ListModelsRequest.getDefaultInstance();
    do {
      ListModelsResponse page = list(request);
      page.getModelsList().forEach(model -> models.add(ModelEntry.of(model)));
      request = request.toBuilder().setPageToken(page.getNextPageToken()).build();
    } while (!request.getPageToken().isEmpty());
    return models;
  }

  private ListModelsResponse list(ListModelsRequest request) {
    return calling(() -> blocking().listModels(request));
  }

  /** What a model is. */
  public ModelDescription describe(ModelName model) {
    GetModelRequest request = GetModelRequest.newBuilder().setModel(model.message()).build();
    GetModelResponse response = calling(() -> blocking().getModel(request));
    String json = response.getDescriptionJson();
    if (json.isEmpty()) {
      throw new DriftwoodException(
          "%s: %s can't be used: %s"
              .formatted(failures.server(), model, response.getSummary().getProblem()));
    }
    return ModelDescription.parse(json, failures.server());
  }

  /** Draws samples. */
  public Samples sample(ModelName model, SamplePlan plan) {
    ItemShape shape = describe(model).shape();
    List<Sample> rows = new ArrayList<>();
    sample(model, plan, shape, RunListener.taking(rows::add));
    rows.sort(Comparator.comparingLong(Sample::row));
    return new Samples(shape, rows);
  }

  /** Draws samples and hands out each as it comes in, on the calling thread. */
  public void sample(ModelName model, SamplePlan plan, RunListener<Sample> listener) {
    sample(model, plan, describe(model).shape(), listener);
  }

  private void sample(
      ModelName model, SamplePlan plan, ItemShape shape, RunListener<Sample> listener) {
    var request =
        SamplePlans.request(model.message(), plan, shape, ImageFormat.IMAGE_FORMAT_FLOAT32);
    // The time is that of all attempts together.
    Optional<Deadline> end = deadline();
    new SampleDownload(failures, calls(end), request, listener, notes).run();
  }

  private SampleDownload.Calls calls(Optional<Deadline> end) {
    return new SampleDownload.Calls() {
      @Override
      public Iterator<SampleEvent> sample(SampleRequest request) {
        return connected(end).sample(request);
      }

      @Override
      public Iterator<SampleEvent> resume(ResumeRequest request) {
        return connected(end).resume(request);
      }
    };
  }

  /** Does not sit out the channel's own pause after a connection has broken. */
  private DriftwoodServiceGrpc.DriftwoodServiceBlockingStub connected(Optional<Deadline> end) {
    channel.resetConnectBackoff();
    var stub = DriftwoodServiceGrpc.newBlockingStub(channel);
    return end.map(stub::withDeadline).orElse(stub);
  }

  private Optional<Deadline> deadline() {
    return timeout.map(time -> Deadline.after(time.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** Scores images, in their order. */
  public List<Likelihood> logLikelihood(ModelName model, List<Image> images, LikelihoodPlan plan) {
    List<Likelihood> scores = new ArrayList<>();
    logLikelihood(
        model, List.<ImageItem>copyOf(images).iterator(), plan, RunListener.taking(scores::add));
    scores.sort(Comparator.comparingLong(Likelihood::index));
    return scores;
  }

  /**
   * Scores any number of images in constant memory and hands out each score as it comes in, on the
   * calling thread.
   *
   * @param images taken one by one as there is room
   */
  public void logLikelihood(
      ModelName model,
      Iterator<ImageItem> images,
      LikelihoodPlan plan,
      RunListener<Likelihood> listener) {
    double offset = describe(model).bitsPerDim().offset();
    var message = LikelihoodPlans.message(model.message(), plan);
    ScoreExchange<Likelihood> exchange =
        new ScoreExchange<>(failures, images, new LikelihoodResults(offset), listener);
    exchange.run(message, replies -> withDeadline(async()).logLikelihood(replies));
  }

  /**
   * Judges any number of images by the calibration of a model and hands out each as it comes in, on
   * the calling thread; there are no maps.
   *
   * @param images taken one by one as there is room
   */
  public void anomalies(
      ModelName model, Iterator<ImageItem> images, RunListener<Anomaly> listener) {
    AnomalyResults results = new AnomalyResults(describe(model).shape().size());
    ScoreExchange<Anomaly> exchange = new ScoreExchange<>(failures, images, results, listener);
    exchange.run(
        Anomalies.plan(model.message()), replies -> withDeadline(async()).logLikelihood(replies));
  }

  /** Asks again where the connection broke: what is asked so changes nothing. */
  private <T> T calling(Supplier<T> call) {
    Patience patience = new Patience(READING_ATTEMPTS);
    while (true) {
      try {
        return call.get();
      } catch (StatusRuntimeException e) {
        Interruption cut = Interruption.of(e);
        boolean broke = cut.code() == Status.Code.UNAVAILABLE && cut.pushback().isEmpty();
        if (!broke || !patience.left(cut)) {
          throw failures.of(e);
        }
        channel.resetConnectBackoff();
        patience.await(cut, () -> false);
      }
    }
  }

  private DriftwoodServiceGrpc.DriftwoodServiceBlockingStub blocking() {
    return withDeadline(DriftwoodServiceGrpc.newBlockingStub(channel));
  }

  private DriftwoodServiceGrpc.DriftwoodServiceStub async() {
    return DriftwoodServiceGrpc.newStub(channel);
  }

  private <S extends AbstractStub<S>> S withDeadline(S stub) {
    return timeout
        .map(time -> stub.withDeadlineAfter(time.toMillis(), TimeUnit.MILLISECONDS))
        .orElse(stub);
  }

  /** Ends the connection, and calls that still run. */
  @Override
  public void close() {
    channel.shutdownNow();
    try {
      channel.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
