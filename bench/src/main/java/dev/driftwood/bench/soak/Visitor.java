package dev.driftwood.bench.soak;

import dev.driftwood.client.DriftwoodClient;
import dev.driftwood.client.ModelName;
import dev.driftwood.client.ServerAddress;
import dev.driftwood.runtime.Anomaly;
import dev.driftwood.runtime.LikelihoodPlan;
import dev.driftwood.runtime.RunListener;
import dev.driftwood.runtime.Sample;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.image.ImageItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A client that does what scenarios say and looks whether it gets what it has to get. */
final class Visitor {
  private static final String LATE = "not done in time";
  private static final String BUSY = "try again later";

  private final ServerAddress server;
  private final ModelName model;
  private final Expected expected;
  private final DriftwoodClient client;
  private final SplittableRandom random;

  /**
   * A client.
   *
   * @param client its connection, where nothing happens to it
   */
  Visitor(
      ServerAddress server,
      ModelName model,
      Expected expected,
      DriftwoodClient client,
      SplittableRandom random) {
    this.server = server;
    this.model = model;
    this.expected = expected;
    this.client = client;
    this.random = random;
  }

  /** Does it, once; what went wrong is told. */
  Outcome visit(Scenario scenario, Consumer<String> surprise) {
    try {
      Outcome outcome = play(scenario);
      if (outcome == Outcome.UNEXPECTED) {
        surprise.accept(scenario + ": not what it has to be");
      }
      return outcome;
    } catch (DriftwoodException e) {
      String said = String.valueOf(e.getMessage());
      // Without a deadline of the client's it is the server that foresees an hour of work.
      if (said.contains(BUSY) || said.contains(LATE)) {
        return Outcome.REFUSED;
      }
      surprise.accept(scenario + ": " + e.getMessage());
      return Outcome.UNEXPECTED;
    } catch (RuntimeException e) {
      surprise.accept(scenario + ": " + e);
      return Outcome.UNEXPECTED;
    }
  }

  private Outcome play(Scenario scenario) {
    return switch (scenario) {
      case SAMPLE -> sample(client, one(expected.small()), Outcome.ANSWERED);
      case LARGE_SAMPLE -> sample(client, one(expected.large()), Outcome.ANSWERED);
      case LIKELIHOOD ->
          answered(
              expected.areScores(client.logLikelihood(model, expected.images(), Expected.SCORING)));
      case ANOMALY -> anomalies();
      case CANCEL -> cancel();
      case CRASH -> crash();
      case RESUME -> resume();
      case SLOW_READER -> readSlowly();
      case DEADLINE -> hurry();
      case BAD_REQUEST -> askForWhatCannotBe();
    };
  }

  private SamplePlan one(List<SamplePlan> plans) {
    return plans.get(random.nextInt(plans.size()));
  }

  private static Outcome answered(boolean right) {
    return right ? Outcome.ANSWERED : Outcome.UNEXPECTED;
  }

  private Outcome sample(DriftwoodClient by, SamplePlan plan, Outcome outcome) {
    List<Sample> rows = new ArrayList<>();
    by.sample(model, plan, RunListener.taking(rows::add));
    return expected.isOf(plan, rows) ? outcome : Outcome.UNEXPECTED;
  }

  private Outcome anomalies() {
    if (expected.anomalies().isEmpty()) {
      return sample(client, one(expected.small()), Outcome.ANSWERED);
    }
    List<Anomaly> found = new ArrayList<>();
    client.anomalies(
        model,
        List.<ImageItem>copyOf(expected.images()).iterator(),
        RunListener.taking(found::add));
    found.sort(java.util.Comparator.comparingLong(Anomaly::index));
    return answered(expected.areAnomalies(found));
  }

  private Outcome cancel() {
    long end = System.nanoTime() + random.nextLong(TimeUnit.MILLISECONDS.toNanos(100));
    // A server takes only so many cancelled calls of a connection in half a minute.
    try (DriftwoodClient leaving = DriftwoodClient.connect(server)) {
      leaving.sample(
          model, expected.endless(), until(() -> System.nanoTime() - end > 0, row -> {}));
    }
    return Outcome.LEFT;
  }

  private Outcome crash() {
    AtomicBoolean gone = new AtomicBoolean();
    int last = random.nextInt(1, 100);
    List<Sample> rows = new ArrayList<>();
    try (BreakingLine line = BreakingLine.to(server);
        DriftwoodClient crashing = DriftwoodClient.connect(line.address())) {
      crashing.sample(
          model,
          expected.endless(),
          until(
              gone::get,
              row -> {
                rows.add(row);
                if (rows.size() == last) {
                  gone.set(true);
                  line.breakNow();
                }
              }));
    }
    return rows.size() >= last ? Outcome.LEFT : Outcome.UNEXPECTED;
  }

  private static RunListener<Sample> until(BooleanSupplier end, Consumer<Sample> rows) {
    return new RunListener<>() {
      @Override
      public void finished(Sample row) {
        rows.accept(row);
      }

      @Override
      public boolean cancelled() {
        return end.getAsBoolean();
      }
    };
  }

  private Outcome resume() {
    AtomicBoolean broken = new AtomicBoolean();
    SamplePlan plan = one(expected.large());
    long size = plan.rows().count() * (40L + Float.BYTES * expected.images().get(0).shape().size());
    try (BreakingLine line = BreakingLine.to(server);
        DriftwoodClient resuming =
            DriftwoodClient.connect(line.address()).telling(note -> broken.set(true))) {
      line.breakAfter(random.nextLong(size));
      Outcome outcome = sample(resuming, plan, Outcome.RESUMED);
      return outcome == Outcome.RESUMED && !broken.get() ? Outcome.ANSWERED : outcome;
    }
  }

  private Outcome readSlowly() {
    SamplePlan plan = one(expected.large());
    List<Sample> rows = new ArrayList<>();
    client.sample(
        model,
        plan,
        RunListener.taking(
            row -> {
              rows.add(row);
              if (rows.size() == 3) {
                rest(random.nextInt(1500));
              }
            }));
    return answered(expected.isOf(plan, rows));
  }

  private Outcome hurry() {
    Duration time = Duration.ofMillis(random.nextInt(1, 60));
    try (DriftwoodClient hasty = DriftwoodClient.connect(server, Optional.of(time))) {
      hasty.sample(model, expected.endless(), RunListener.none());
      return Outcome.UNEXPECTED;
    } catch (DriftwoodException e) {
      if (String.valueOf(e.getMessage()).contains(LATE)) {
        return Outcome.LATE;
      }
      throw e;
    }
  }

  private Outcome askForWhatCannotBe() {
    try {
      switch (random.nextInt(4)) {
        case 0 -> client.sample(ModelName.parse("nobody"), one(expected.small()));
        case 1 -> client.sample(model, SamplePlan.builder().count(100_000_000).build());
        case 2 -> client.sample(model, SamplePlan.builder().steps(1_000_000).build());
        default ->
            client.logLikelihood(
                model, expected.images(), LikelihoodPlan.defaults().withDraws(1_000_000));
      }
      return Outcome.UNEXPECTED;
    } catch (IllegalArgumentException e) {
      return Outcome.REJECTED;
    } catch (DriftwoodException e) {
      if (String.valueOf(e.getMessage()).contains("unknown model 'nobody'")) {
        return Outcome.REJECTED;
      }
      throw e;
    }
  }

  static void rest(int milliseconds) {
    try {
      TimeUnit.MILLISECONDS.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
