package dev.driftwood.runtime;

import dev.driftwood.runtime.anomaly.Calibration;
import dev.driftwood.runtime.artefact.LabelSpec;
import dev.driftwood.runtime.batch.Admission;
import dev.driftwood.runtime.batch.Backlog;
import dev.driftwood.runtime.batch.BatchSettings;
import dev.driftwood.runtime.batch.BatchStatistics;
import dev.driftwood.runtime.batch.Buckets;
import dev.driftwood.runtime.batch.CallTime;
import dev.driftwood.runtime.batch.Claim;
import dev.driftwood.runtime.batch.Ending;
import dev.driftwood.runtime.batch.Lane;
import dev.driftwood.runtime.batch.Rehearsal;
import dev.driftwood.runtime.batch.StepBatcher;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.runtime.ort.OrtDrift;
import dev.driftwood.runtime.solve.Query;
import dev.driftwood.runtime.solve.RowLoop;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;

/**
 * A model whose requests share network calls, for those who have many at a time. A row has the same
 * bits as by {@link DriftModel} on a processor.
 *
 * <p>Requests are let in by {@link #backlog}. Thread-safe. Listeners and endings are called by the
 * network's thread and must not wait.
 */
public final class SharedModel implements AutoCloseable {
  private final DriftModel model;
  private final Map<Lane, Buckets> buckets;
  private final StepBatcher batcher;
  private final PlanDemand demand;

  private SharedModel(
      DriftModel model, Map<Lane, Buckets> buckets, StepBatcher batcher, int mostRows) {
    this.model = model;
    this.demand = new PlanDemand(model.description().shape().size(), mostRows);
    this.buckets = buckets;
    this.batcher = batcher;
  }

  /**
   * Warms a model, measures what its calls cost by size, and opens it.
   *
   * @param model closed with this one, or here if it can't be run
   * @param name of its thread
   */
  public static SharedModel open(
      DriftModel model, BatchSettings settings, Admission admission, String name) {
    try {
      Map<Lane, Buckets> buckets = measured(model, settings.mostRows());
      StepBatcher batcher = StepBatcher.start(model.network(), settings, buckets, admission, name);
      return new SharedModel(model, buckets, batcher, settings.mostRows());
    } catch (RuntimeException | Error e) {
      model.close();
      throw e;
    }
  }

  /**
   * Makes the calls that {@link #open} would measure, and no more: what a network does to its
   * process, it does then.
   */
  public static void rehearse(DriftModel model, BatchSettings settings) {
    measured(model, settings.mostRows());
  }

  private static Map<Lane, Buckets> measured(DriftModel model, int most) {
    int label = model.description().labels().map(SharedModel::someLabel).orElse(Query.UNLABELLED);
    int dimension = model.description().shape().size();
    Rehearsal rehearsal = new Rehearsal(model.network(), dimension, label, OrtDrift::residentBytes);
    Map<Lane, Buckets> measured = new EnumMap<>(Lane.class);
    measured.put(Lane.DRIFT, rehearsal.buckets(Lane.DRIFT, most));
    try {
      measured.put(Lane.PRODUCT, rehearsal.buckets(Lane.PRODUCT, Math.max(1, most / 4)));
    } catch (DriftwoodException e) {
      // A network that can't be differentiated has samples all the same; who asks is told why.
      measured.remove(Lane.PRODUCT);
    }
    return Map.copyOf(measured);
  }

  private static int someLabel(LabelSpec labels) {
    return labels.nullLabel().orElse(0);
  }

  /** The model itself. */
  public DriftModel model() {
    return model;
  }

  /** What was let in, and what can be. */
  public Backlog backlog() {
    return batcher.backlog();
  }

  /**
   * Lets a sample plan in.
   *
   * @param bytes that the request holds besides its rows in flight
   * @param deadline on the clock of {@link System#nanoTime}
   * @throws dev.driftwood.runtime.batch.Overload if it can't be
   */
  public Claim admit(SamplePlan plan, long bytes, long deadline) {
    return admit(plan, plan.rows().count(), bytes, deadline);
  }

  /**
   * Lets so many rows of a sample plan in.
   *
   * @throws dev.driftwood.runtime.batch.Overload if they can't be
   */
  public Claim admit(SamplePlan plan, long rows, long bytes, long deadline) {
    return backlog().admit(demand.of(plan, rows, bytes, deadline));
  }

  /** Lets a likelihood plan in, for one image; {@link Claim#again} tells of another. */
  public Claim admit(LikelihoodPlan plan, long bytes, long deadline) {
    return backlog().admit(demand.of(plan, bytes, deadline));
  }

  /**
   * Lets images in that are to be judged, one at first; {@link Claim#again} tells of another.
   *
   * @throws DriftwoodException where the artefact is not calibrated
   */
  public Claim admitAnomalies(long bytes, long deadline) {
    return backlog().admit(demand.of(calibration().plan(), bytes, deadline));
  }

  private Calibration calibration() {
    return model.calibration().orElseThrow(DriftModel::uncalibrated);
  }

  /** What calls of each size cost when the model was opened. */
  public Map<Lane, Buckets> buckets() {
    return buckets;
  }

  /** What calls have been so far. */
  public BatchStatistics statistics() {
    return batcher.statistics();
  }

  /** How long calls have taken so far, by lane and size. */
  public List<CallTime> callTimes() {
    return batcher.times();
  }

  /** Draws samples; returns at once. */
  public void sample(SamplePlan plan, RunListener<Sample> listener, Claim claim, Ending ending) {
    sample(plan, plan.rows().numbers(), listener, claim, ending);
  }

  /**
   * Draws some rows of a plan, each as it would be among all of them; returns at once.
   *
   * @param wanted which, by number and in order; asked by the network's thread
   */
  public void sample(
      SamplePlan plan,
      PrimitiveIterator.OfLong wanted,
      RunListener<Sample> listener,
      Claim claim,
      Ending ending) {
    batcher.submit(model.sampling(plan, wanted, listener), claim, ending);
  }

  /**
   * Scores images; returns at once. It ends when no image waits at the moment.
   *
   * @param plan without a wanted standard error
   */
  public void logLikelihood(
      Iterator<ImageItem> images,
      LikelihoodPlan plan,
      RunListener<Likelihood> listener,
      Claim claim,
      Ending ending) {
    if (plan.targetStandardError().isPresent()) {
      throw new IllegalArgumentException("plan: refined (expected: to be run by a thread)");
    }
    Iterator<ImageItem> wanted = new WantedImages(images, claim);
    batcher.submit(model.scoring(wanted, plan, listener), claim, ending);
  }

  /** Scores images until their standard errors are as wanted; returns when all are. */
  public void refinedLikelihood(
      Iterator<ImageItem> images,
      LikelihoodPlan plan,
      RunListener<Likelihood> listener,
      Claim claim) {
    model.refining(plan).run(batcher.loop(claim), images, listener);
  }

  /**
   * Judges images by the artefact's calibration; returns when all are.
   *
   * @throws DriftwoodException where the artefact is not calibrated
   */
  public void anomalies(
      Iterator<ImageItem> images, int batch, RunListener<Anomaly> listener, Claim claim) {
    RowLoop loop = batcher.loop(claim);
    new AnomalyRun(model.description(), calibration(), batch).run(loop, images, listener);
  }

  /** Something may have changed for a request: it may go on, or is cancelled. */
  public void wake() {
    batcher.wake();
  }

  /** Ends what runs and lets the network go. */
  @Override
  public void close() {
    batcher.close();
    model.close();
  }
}
