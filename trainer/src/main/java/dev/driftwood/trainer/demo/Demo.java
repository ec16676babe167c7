package dev.driftwood.trainer.demo;

import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.file.AtomicFile;
import dev.driftwood.trainer.data.Dataset;
import dev.driftwood.trainer.data.Datasets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The whole road: trains on the Swiss roll, exports {@code model.onnx}, then samples and scores
 * with that file, and writes {@code report.html}. Needs no file and no network.
 *
 * <p>{@link #run} works on the caller's thread; {@link #stop} may come from any other.
 */
public final class Demo {
  private static final String DATASET = "swissroll";

  private final DemoPlan plan;
  private final Clock clock;
  private final Dataset dataset;
  private final Fit fit;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean stopped;

  /** A demonstration that has not begun. */
  public Demo(DemoPlan plan, DemoListener listener) {
    this.plan = plan;
    this.clock = new Clock(listener, () -> stopped);
    this.dataset = new Datasets(name -> Optional.empty()).load(DATASET, Optional.empty());
    this.fit = new Fit(plan, dataset, clock);
  }

  /** Ends the run soon; nothing is written then, and an earlier demonstration stays. */
  public void stop() {
    stopped = true;
    fit.stop();
  }

  /** Waits until {@link #run} has returned; for what ends the process. */
  public void awaitEnd() throws InterruptedException {
    ended.await();
  }

  /**
   * Runs.
   *
   * @return the report
   * @throws dev.driftwood.runtime.failure.DriftwoodException if the folder can't be used or the run
   *     was stopped; the folder is as it was before
   */
  public Path run() {
    try (DemoFolder folder = DemoFolder.create(plan.out())) {
      Fit.Outcome trained = clock.time(Stage.TRAIN, () -> fit.run(folder.partial()));
      DemoReport report;
      try (DriftModel model = DriftModel.load(trained.artefact())) {
        report = look(trained, model);
      }
      AtomicFile.write(folder.partial().resolve(DemoFolder.REPORT), report.bytes());
      return folder.commit();
    } finally {
      ended.countDown();
    }
  }

  private DemoReport look(Fit.Outcome trained, DriftModel model) {
    Generation reverse =
        clock.time(Stage.REVERSE_SDE, () -> Generation.reverseSde(model, plan, clock));
    Generation flow =
        clock.time(Stage.PROBABILITY_FLOW, () -> Generation.probabilityFlow(model, plan, clock));
    Scores scores = clock.time(Stage.SCORE, () -> Scores.of(model, dataset, plan, clock));
    DensityMaps maps = clock.time(Stage.MAP, () -> DensityMaps.of(model, dataset, plan, clock));
    Distances distances = Distances.of(dataset, reverse, flow);
    return new DemoReport(
        plan, dataset, trained, reverse, flow, scores, maps, distances, clock.times());
  }
}
