package dev.driftwood.server;

import dev.driftwood.proto.v1.DriftwoodServiceGrpc;
import dev.driftwood.proto.v1.Image;
import dev.driftwood.proto.v1.LikelihoodRequest;
import dev.driftwood.proto.v1.LikelihoodResult;
import dev.driftwood.runtime.batch.Lane;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.server.access.CallNotes;
import dev.driftwood.server.access.CallRecorder;
import dev.driftwood.server.models.ModelRepository;
import dev.driftwood.server.security.Security;
import dev.driftwood.server.security.SecuritySettings;
import dev.driftwood.wire.Images;
import io.grpc.ForwardingServerCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The service without a network between, counting what it sends. */
final class InProcess implements AutoCloseable {
  /** Lets in whatever is asked for. */
  static final Duration CENTURY = Duration.ofDays(36_500);

  private final ModelRepository models;
  private final Workers workers;
  private final Writers writers = new Writers(2);
  private final Security security = Security.open(SecuritySettings.OPEN);
  private final AtomicInteger sent = new AtomicInteger();
  private final DriftwoodService service;
  private final Server server;
  private final String name = UUID.randomUUID().toString();
  private ManagedChannel channel;
  private volatile String caller = "";

  private InProcess(ModelRepository repository, ServerSettings settings) throws IOException {
    models = repository;
    workers = new Workers(2, settings.calls());
    service = new DriftwoodService(models, workers, writers, settings);
    server =
        InProcessServerBuilder.forName(name)
            .addService(service)
            .intercept(new SendCounter(sent))
            .intercept(new Naming())
            .intercept(new Doorkeeper(security.clients()))
            .intercept(new CallRecorder(List.of()))
            .build()
            .start();
    channel = connect();
  }

  private ManagedChannel connect() {
    return InProcessChannelBuilder.forName(name).build();
  }

  static InProcess start(Path path, int calls) {
    return start(path, calls, Duration.ofSeconds(30));
  }

  static InProcess start(Path path, int calls, Duration patience) {
    ServerSettings settings =
        ServerSettings.of("", 0).withCalls(calls).withPatience(patience).withLongest(CENTURY);
    return start(Folder.standard(path).open(CENTURY), settings);
  }

  static InProcess start(ModelRepository repository, ServerSettings settings) {
    try {
      return new InProcess(repository, settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ModelRepository models() {
    return models;
  }

  Workers workers() {
    return workers;
  }

  /**
   * Rows of {@code points} that an adaptive sampler is taken to draw in so many seconds, as fast as
   * the machine is at the moment; with tight tolerances it takes many times as long.
   */
  long adaptiveRows(double seconds) {
    return adaptiveRows("points", seconds);
  }

  /** The same of another model. */
  long adaptiveRows(String model, double seconds) {
    double rate = models.find(model, "").shared().buckets().get(Lane.DRIFT).best().rate();
    return Math.max(1, (long) (seconds * rate / 150));
  }

  ResumableOperations operations() {
    return service.operations();
  }

  /** Makes calls in another's name from now on. */
  void actAs(String name) {
    caller = name;
  }

  /** Stops with calls open, in the order in which a server does. */
  void stop() {
    server.shutdownNow();
    models.close();
    workers.close();
  }

  /** Cuts the connection from the client's side; later calls have another. */
  void cut() {
    channel.shutdownNow();
    channel = connect();
  }

  /** Messages that the service has sent. */
  int sent() {
    return sent.get();
  }

  DriftwoodServiceGrpc.DriftwoodServiceBlockingStub blocking() {
    return DriftwoodServiceGrpc.newBlockingStub(channel);
  }

  DriftwoodServiceGrpc.DriftwoodServiceStub async() {
    return DriftwoodServiceGrpc.newStub(channel);
  }

  /** Sends all at once and waits for the end. */
  Scored score(List<LikelihoodRequest> requests) {
    CompletableFuture<Scored> end = new CompletableFuture<>();
    StreamObserver<LikelihoodRequest> call = async().logLikelihood(new Collector(end));
    requests.forEach(call::onNext);
    call.onCompleted();
    return end.orTimeout(30, TimeUnit.SECONDS).join();
  }

  static Image point(float... values) {
    return Images.ofFloats(ItemShape.point(values.length), values);
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.shutdownNow();
    models.close();
    workers.close();
    writers.close();
    security.close();
  }

  private record Collector(CompletableFuture<Scored> end, List<LikelihoodResult> results)
      implements StreamObserver<LikelihoodResult> {
    Collector(CompletableFuture<Scored> end) {
      this(end, new ArrayList<>());
    }

    @Override
    public void onNext(LikelihoodResult result) {
      results.add(result);
    }

    @Override
    public void onError(Throwable cause) {
      end.complete(new Scored(results, Optional.of(cause)));
    }

    @Override
    public void onCompleted() {
      end.complete(new Scored(results, Optional.empty()));
    }
  }

  /** Puts results into a queue, and hears of nothing else. */
  static StreamObserver<LikelihoodResult> into(BlockingQueue<LikelihoodResult> results) {
    return new StreamObserver<>() {
      @Override
      public void onNext(LikelihoodResult result) {
        results.add(result);
      }

      @Override
      public void onError(Throwable cause) {}

      @Override
      public void onCompleted() {}
    };
  }

  private final class Naming implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      CallNotes.current().by(caller);
      return next.startCall(call, headers);
    }
  }

  private record SendCounter(AtomicInteger sent) implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      return next.startCall(
          new ForwardingServerCall.SimpleForwardingServerCall<>(call) {
            @Override
            public void sendMessage(A message) {
              sent.incrementAndGet();
              super.sendMessage(message);
            }
          },
          headers);
    }
  }
}
