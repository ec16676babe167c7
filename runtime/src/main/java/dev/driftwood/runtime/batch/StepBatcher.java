package dev.driftwood.runtime.batch;

import dev.driftwood.runtime.solve.AbandonableDrift;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.RowLoop;
import dev.driftwood.runtime.solve.RowTask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The loop of many tasks: one thread that owns a network, steps all rows and makes all calls.
 *
 * <p>A task's listener and ending are called on that thread and must not wait. A task whose code
 * fails, or whose rows make the network fail when they are alone, fails alone. Rows of a task that
 * is dead are dropped before the next call; a call is given up only when all its tasks are dead.
 */
public final class StepBatcher implements AutoCloseable {
  /** How soon a cancelled task is noticed while no call is made. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final AbandonableDrift network;
  private final BatchSettings settings;
  private final Backlog backlog;
  private final Pace pace;
  private final Map<Lane, BucketChoice> choices = new EnumMap<>(Lane.class);
  private final Map<Lane, Double> served = new EnumMap<>(Lane.class);
  private final Queue<Job<?>> arrivals = new ConcurrentLinkedQueue<>();
  private final List<Job<?>> ring = new ArrayList<>();
  private final CallTimes times = new CallTimes();
  private final Thread owner;
  private volatile boolean closing;
  private volatile BatchStatistics statistics = BatchStatistics.NONE;

  private StepBatcher(
      AbandonableDrift network, BatchSettings settings, Pace pace, Backlog backlog, String name) {
    this.network = network;
    this.settings = settings;
    this.pace = pace;
    this.backlog = backlog;
    for (Lane lane : Lane.values()) {
      choices.put(lane, new BucketChoice(pace.of(lane), settings));
      served.put(lane, 0.0);
    }
    this.owner = new Thread(this::serve, "driftwood-network-" + name);
    this.owner.setDaemon(true);
  }

  /**
   * A loop around a network.
   *
   * @param measured what calls cost, of the lane of the drift at least
   * @param admission how much is let in
   * @param name of its thread
   */
  public static StepBatcher start(
      AbandonableDrift network,
      BatchSettings settings,
      Map<Lane, Buckets> measured,
      Admission admission,
      String name) {
    Pace pace = new Pace(measured);
    Backlog backlog = new Backlog(pace, admission.longest(), admission.mostBytes());
    StepBatcher batcher = new StepBatcher(network, settings, pace, backlog, name);
    batcher.owner.start();
    return batcher;
  }

  /** What was let in, and what can be. */
  public Backlog backlog() {
    return backlog;
  }

  /** What calls have been so far. */
  public BatchStatistics statistics() {
    return statistics;
  }

  /** How long calls have taken so far, by lane and size. */
  public List<CallTime> times() {
    return times.all();
  }

  /**
   * Takes a task.
   *
   * @param claim whose deadline and cancelling end it, too; may have several tasks, one by one
   */
  public void submit(RowTask<?> task, Claim claim, Ending ending) {
    arrivals.add(new Job<>(task, claim, ending));
    wake();
    if (!owner.isAlive()) {
      refuseArrivals();
    }
  }

  /** A loop for tasks one by one, for threads that may wait. */
  public RowLoop loop(Claim claim) {
    return task -> {
      CompletableFuture<Optional<Throwable>> end = new CompletableFuture<>();
      submit(task, claim, end::complete);
      end.join().ifPresent(StepBatcher::rethrow);
    };
  }

  private static void rethrow(Throwable failure) {
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    throw new CompletionException(failure);
  }

  /** Something may have changed for a task: it may go on, or is cancelled. */
  public void wake() {
    LockSupport.unpark(owner);
  }

  private void serve() {
    while (!closing) {
      try {
        round();
      } catch (RuntimeException | Error e) {
        // Whatever it was, nobody may wait for ever.
        List.copyOf(ring).forEach(job -> leave(job, Optional.of(e)));
      }
    }
    enter();
    ring.forEach(job -> end(job, Optional.of(new Stopped())));
  }

  /** One call, or a rest where nothing can be called. */
  private void round() {
    enter();
    long now = System.nanoTime();
    sweep(now);
    evenOut();
    Optional<Lane> lane = nextLane();
    if (lane.isPresent()) {
      call(lane.get(), now);
    } else if (ring.isEmpty() && arrivals.isEmpty()) {
      LockSupport.park(this);
    } else if (arrivals.isEmpty()) {
      LockSupport.parkNanos(this, LOOK_NANOS);
    }
  }

  private void enter() {
    for (Job<?> job = arrivals.poll(); job != null; job = arrivals.poll()) {
      ring.add(job);
    }
  }

  /** Lets dead and finished tasks go, and takes rows in. */
  private void sweep(long now) {
    for (Job<?> job : List.copyOf(ring)) {
      attempt(
          job,
          () -> {
            if (job.dead(now)) {
              leave(job, Optional.empty());
            } else {
              job.fill(settings.mostRows());
              if (job.done()) {
                leave(job, Optional.empty());
              }
            }
          });
    }
  }

  /** Does something for a task, which fails alone if that fails. */
  private void attempt(Job<?> job, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | Error e) {
      leave(job, Optional.of(e));
    }
  }

  private void leave(Job<?> job, Optional<Throwable> failure) {
    if (ring.remove(job)) {
      end(job, failure);
    }
  }

  private void end(Job<?> job, Optional<Throwable> failure) {
    Thread.UncaughtExceptionHandler handler = owner.getUncaughtExceptionHandler();
    job.end(failure, broken -> handler.uncaughtException(owner, broken));
  }

  /** The lane that has had the least time for each of its tasks. */
  private Optional<Lane> nextLane() {
    return Arrays.stream(Lane.values())
        .filter(lane -> candidates().stream().anyMatch(job -> job.ready(lane)))
        .min(Comparator.comparingDouble(served::get));
  }

  private List<Job<?>> candidates() {
    return settings.joining() || ring.isEmpty() ? ring : List.of(ring.get(0));
  }

  private void call(Lane lane, long now) {
    int waiting = candidates().stream().mapToInt(job -> job.units(lane)).sum();
    long sharing = candidates().stream().filter(job -> job.ready(lane)).count();
    int rows = choices.get(lane).rows(waiting);
    List<Job.Pick<?>> picks =
        settings.joining()
            ? Turns.take(ring, backlog.pressing(now), lane, rows)
            : Turns.take(new ArrayList<>(candidates()), List.of(), lane, rows);
    NetworkCall call = new NetworkCall(picks, 0);
    boolean padded = settings.padded() && lane == Lane.DRIFT;
    NetworkCall whole = padded ? call.padded(rows) : call;
    long start = System.nanoTime();
    run(lane, whole);
    served.merge(lane, 1e-9 * (System.nanoTime() - start) / sharing, Double::sum);
    // With what steppers and listeners take: that is what requests wait for.
    double seconds = 1e-9 * Math.max(1, System.nanoTime() - now);
    pace.observe(lane, whole.units() + whole.padding(), seconds);
  }

  private void run(Lane lane, NetworkCall call) {
    long start = System.nanoTime();
    List<List<Evaluation>> answers;
    try {
      answers = call.run(network, () -> closing || call.abandoned());
    } catch (RuntimeException | OutOfMemoryError e) {
      apart(lane, call, e);
      return;
    }
    double seconds = 1e-9 * Math.max(1, System.nanoTime() - start);
    times.observe(lane, call.units() + call.padding(), seconds);
    count(call, seconds);
    for (int i = 0; i < answers.size(); i++) {
      Job.Pick<?> pick = call.picks().get(i);
      List<Evaluation> own = answers.get(i);
      if (ring.contains(pick.job())) {
        attempt(pick.job(), () -> pick.answer(own));
      }
    }
    call.jobs().stream().filter(ring::contains).forEach(job -> attempt(job, job::tell));
  }

  /** A call has failed: each task tries alone, so that only the one whose fault it is fails. */
  private void apart(Lane lane, NetworkCall call, Throwable failure) {
    List<Job<?>> jobs = call.jobs();
    if (jobs.size() > 1 && !closing) {
      jobs.forEach(job -> run(lane, call.of(job)));
    } else if (!closing) {
      // One that is dead has been given up, and is no failure.
      jobs.forEach(job -> leave(job, job.abandoned() ? Optional.empty() : Optional.of(failure)));
    }
  }

  private void count(NetworkCall call, double seconds) {
    int jobs = call.jobs().size();
    int wasted =
        call.picks().stream()
            .filter(pick -> pick.job().abandoned())
            .mapToInt(pick -> pick.seat().units())
            .sum();
    statistics = statistics.after(call.units(), call.padding(), jobs > 1, seconds).wasting(wasted);
  }

  /** A lane in which nothing waited has no claim to the time that it did not use. */
  private void evenOut() {
    double most = served.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    for (Lane lane : Lane.values()) {
      boolean idle = ring.stream().noneMatch(job -> job.ready(lane));
      if (idle) {
        served.merge(lane, most, Math::max);
      }
    }
  }

  /** A task ends because the network is let go. */
  public static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super("the network is being let go");
    }
  }

  /** Ends all tasks and waits for its thread. The network is the caller's to close. */
  @Override
  public void close() {
    closing = true;
    wake();
    boolean interrupted = false;
    while (owner.isAlive()) {
      try {
        owner.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    // One that came too late must not wait for ever.
    refuseArrivals();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void refuseArrivals() {
    for (Job<?> job = arrivals.poll(); job != null; job = arrivals.poll()) {
      end(job, Optional.of(new Stopped()));
    }
  }
}
