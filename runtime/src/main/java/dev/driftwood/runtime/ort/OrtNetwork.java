package dev.driftwood.runtime.ort;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.onnx.guard.Precautions;
import dev.driftwood.runtime.onnx.wire.OnnxWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;

/**
 * A graph in an ONNX Runtime session.
 *
 * <p>ONNX Runtime only ever gets bytes that our writer wrote from a graph that was checked: a legal
 * file can crash it, and the JVM with it. Closing a session during a run crashes it too, so {@link
 * #close} waits for what runs.
 */
final class OrtNetwork implements AutoCloseable {
  private final ReadWriteLock lifetime = new ReentrantReadWriteLock();
  private final Held<OrtSession> session;
  private final BatchRoom room;
  private final int seconds;
  private boolean closed;

  private OrtNetwork(Held<OrtSession> session, BatchRoom room, int seconds) {
    this.session = session;
    this.room = room;
    this.seconds = seconds;
  }

  /** A session for a model. */
  static OrtNetwork open(OnnxModel model, OrtSettings settings) {
    BatchRoom room = BatchRoom.of(model.graph());
    try (Held<SessionOptions> options = Natives.sessionOptions()) {
      set(options.get(), settings);
      OnnxModel safe =
          new OnnxModel(Precautions.taken(model.graph(), room.doubtful()), model.metadata());
      return new OrtNetwork(
          Natives.session(OnnxWriter.write(safe), options), room, settings.seconds());
    } catch (OrtException e) {
      throw new DriftwoodException("ONNX Runtime does not accept the network: " + line(e), e);
    }
  }

  private static void set(SessionOptions options, OrtSettings settings) throws OrtException {
    options.setIntraOpNumThreads(settings.resolvedThreads());
    options.setInterOpNumThreads(1);
    // What goes wrong comes back as an exception, which says it once.
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    if (settings.device().kind() == Device.Kind.CUDA) {
      addCuda(options, settings.device());
    }
  }

  private static void addCuda(SessionOptions options, Device device) {
    try {
      options.addCUDA(device.index());
    } catch (OrtException e) {
      throw new DriftwoodException(
          "device %s can't be used: %s; install CUDA 12 and cuDNN 9, build with -Pcuda, or use cpu"
              .formatted(device, line(e)),
          e);
    }
  }

  /** How many of some rows there is memory for in one run. */
  int most(int rows) {
    return room.most(rows);
  }

  /** Runs the network to its end and returns the wanted outputs, which the caller owns. */
  List<float[]> run(List<Feed> feeds, List<String> outputs) {
    return run(feeds, outputs, () -> false);
  }

  /**
   * Runs the network and returns the wanted outputs, which the caller owns.
   *
   * @param abandoned whether nobody waits for them any more; looked at by another thread
   * @throws DriftwoodException where it fails, takes longer than the settings allow or more memory
   *     than there is, is abandoned, or the thread is interrupted meanwhile
   */
  List<float[]> run(List<Feed> feeds, List<String> outputs, BooleanSupplier abandoned) {
    lifetime.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the model is closed");
      }
      return runOpen(feeds, outputs, abandoned);
    } catch (OrtException e) {
      throw new DriftwoodException("ONNX Runtime could not run the network: " + line(e), e);
    } finally {
      lifetime.readLock().unlock();
    }
  }

  private List<float[]> runOpen(List<Feed> feeds, List<String> outputs, BooleanSupplier abandoned)
      throws OrtException {
    try (FedTensors fed = new FedTensors()) {
      for (Feed feed : feeds) {
        fed.add(feed.name(), Natives.tensor(feed));
      }
      return limited(fed, outputs, abandoned);
    }
  }

  private List<float[]> limited(FedTensors fed, List<String> outputs, BooleanSupplier abandoned)
      throws OrtException {
    try (RunLimit limit = RunLimit.start(seconds, abandoned)) {
      try (Held<OrtSession.Result> result =
          Natives.run(session.get(), fed, Set.copyOf(outputs), limit)) {
        List<float[]> values = new ArrayList<>();
        for (String output : outputs) {
          values.add(Heap.floats(output, result.get().get(output).orElseThrow()));
        }
        return values;
      } catch (OrtException e) {
        throw limit.failure(e);
      }
    }
  }

  static String line(OrtException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
  }

  @Override
  public void close() {
    lifetime.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        session.close();
      }
    } finally {
      lifetime.writeLock().unlock();
    }
  }
}
