package dev.driftwood.runtime;

import dev.driftwood.runtime.adopt.Adoption;
import dev.driftwood.runtime.adopt.Finding;
import dev.driftwood.runtime.adopt.ModelFile;
import dev.driftwood.runtime.anomaly.Calibration;
import dev.driftwood.runtime.anomaly.Calibrator;
import dev.driftwood.runtime.anomaly.EvidencePlan;
import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.artefact.CalibrationEntry;
import dev.driftwood.runtime.artefact.CovarianceEntry;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.artefact.SolverTables;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.runtime.likelihood.SampleCovariance;
import dev.driftwood.runtime.ort.OrtDrift;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.runtime.solve.RowLoop;
import dev.driftwood.runtime.solve.RowTask;
import dev.driftwood.runtime.tune.TunedSolver;
import dev.driftwood.runtime.tune.Tuner;
import dev.driftwood.runtime.tune.TuningPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.function.Consumer;

/**
 * A trained model, ready to draw samples and to score images.
 *
 * <pre>{@code
 * try (DriftModel model = DriftModel.load(Path.of("mnist.onnx"))) {
 *   Samples digits =
 *       model.sample(SamplePlan.builder().sampler("heun").steps(20).count(64).seed(1).build());
 *   List<Likelihood> scores = model.logLikelihood(images, LikelihoodPlan.defaults());
 * }
 * }</pre>
 *
 * <p>Thread-safe; {@link #close} waits for what runs. A row's result is a function of the model,
 * the plan and the row, whatever else runs beside it.
 */
public final class DriftModel implements AutoCloseable {
  private final Artefact artefact;
  private final OrtDrift drift;
  private final List<Finding> findings;

  private DriftModel(Artefact artefact, List<Finding> findings, OrtSettings settings) {
    this.artefact = artefact;
    this.findings = findings;
    this.drift = new OrtDrift(artefact.graph(), settings);
  }

  /**
   * Loads a model on the processor; a network that was trained elsewhere and is described by a side
   * file is converted on the way.
   *
   * @param path an {@code .onnx} file, or a folder whose {@code model.onnx} or highest version is
   *     taken
   * @throws dev.driftwood.runtime.failure.DriftwoodException where it can't be used, saying why
   */
  public static DriftModel load(Path path) {
    return load(path, OrtSettings.DEFAULT);
  }

  /** Loads an artefact on a device of choice. */
  public static DriftModel load(Path path, OrtSettings settings) {
    Adoption adoption = ModelFile.open(path);
    try {
      return new DriftModel(adoption.artefact(), adoption.findings(), settings);
    } catch (DriftwoodException e) {
      throw new DriftwoodException(path + ": " + e.getMessage(), e);
    }
  }

  /** Opens an artefact that is in memory. */
  public static DriftModel of(Artefact artefact, OrtSettings settings) {
    return new DriftModel(artefact, List.of(), settings);
  }

  /** What the model is. */
  public ModelDescription description() {
    return artefact.description();
  }

  /** The artefact that was loaded. */
  public Artefact artefact() {
    return artefact;
  }

  /**
   * What was found about a network that was converted as it was loaded; of our own files, nothing.
   */
  public List<Finding> findings() {
    return findings;
  }

  /**
   * Checks that a plan can be begun: that the model has its solver, and that its grid of times can
   * be laid where the model's samplers stop.
   *
   * @throws DriftwoodException where the solver is one of the model's own, which it has not
   * @throws IllegalArgumentException where it is the grid
   */
  public void requireDrawable(SamplePlan plan) {
    sampling(plan, RunListener.none());
  }

  /** Draws samples. */
  public Samples sample(SamplePlan plan) {
    return collected(listener -> sample(plan, listener));
  }

  private Samples collected(Consumer<RunListener<Sample>> run) {
    List<Sample> rows = new ArrayList<>();
    run.accept(RunListener.taking(rows::add));
    rows.sort(Comparator.comparingLong(Sample::row));
    return new Samples(description().shape(), rows);
  }

  /** Draws samples and hands out each as it is finished. */
  public void sample(SamplePlan plan, RunListener<Sample> listener) {
    loop().run(sampling(plan, listener));
  }

  /**
   * Takes images along the probability flow up to T, where {@link #decode} with the same plan
   * brings them back from, as exactly as the plan's method is. Levels are taken at the middle of
   * their bins; there is no noise.
   *
   * @param plan with a Runge–Kutta method; image i gets the label of the row that is i after the
   *     plan's first, and the plan's number of rows does not matter
   * @throws dev.driftwood.runtime.failure.DriftwoodException where an image is not of the model's
   *     kind, or the solver does not reach the end
   */
  public Latents encode(List<Image> images, SamplePlan plan) {
    Samples rows = collected(listener -> encode(images, plan, listener));
    for (Sample failed : rows.failed()) {
      Image image = images.get((int) (failed.row() - plan.rows().first()));
      throw new DriftwoodException(
          "image %s: %s".formatted(image.id(), failed.outcome().sentence()));
    }
    return new Latents(rows.shape(), rows.values());
  }

  /** Encodes images and hands out each latent as it is finished, NaN where that fails. */
  public void encode(
      List<? extends ImageItem> images, SamplePlan plan, RunListener<Sample> listener) {
    new EncodeRun(description(), plan).run(loop(), images, listener);
  }

  /**
   * Draws samples from latents in place of prior draws, with any sampler.
   *
   * @param plan whose number of rows does not matter: there is one a latent, from its first on
   */
  public Samples decode(Latents latents, SamplePlan plan) {
    return collected(listener -> decode(latents, plan, listener));
  }

  /** Draws samples from latents and hands out each as it is finished. */
  public void decode(Latents latents, SamplePlan plan, RunListener<Sample> listener) {
    sample(plan.startingAt(latents), listener);
  }

  /** Scores images, in their order. */
  public List<Likelihood> logLikelihood(List<Image> images, LikelihoodPlan plan) {
    List<Likelihood> scores = new ArrayList<>();
    logLikelihood(List.<ImageItem>copyOf(images).iterator(), plan, RunListener.taking(scores::add));
    scores.sort(Comparator.comparingLong(Likelihood::index));
    return scores;
  }

  /**
   * Scores any number of images in constant memory and hands out each score as it is finished.
   *
   * @param images taken one by one as there is room
   */
  public void logLikelihood(
      Iterator<ImageItem> images, LikelihoodPlan plan, RunListener<Likelihood> listener) {
    if (plan.targetStandardError().isPresent()) {
      refining(plan).run(loop(), images, listener);
    } else {
      loop().run(scoring(images, plan, listener));
    }
  }

  /**
   * Checks that the model has what a plan takes from it.
   *
   * @throws DriftwoodException if not, saying how it gets it
   */
  public void requireScorable(LikelihoodPlan plan) {
    Supplies.of(artefact, plan);
  }

  /**
   * Fits solvers to the network; to all classes of a conditional one, and to its null label.
   *
   * @return the artefact with them, and what the fit came to
   */
  public Tuning tune(TuningPlan plan, Tuner.Listener listener) {
    List<Integer> labels = RowLabels.all(description());
    List<TunedSolver> solvers =
        Tuner.of(
                drift,
                description().sde().toSde(),
                description().samplingTMin(),
                description().shape().size(),
                row -> labels.get(row % labels.size()),
                plan,
                listener)
            .tune(listener);
    return new Tuning(earlierSolvers().with(solvers).addedTo(artefact), solvers);
  }

  /**
   * Scores a reference set of held-out images and makes of it what {@link #anomalies} judges by.
   *
   * @param images of the kind that counts as normal; none that the network was trained on
   * @param batch rows that share a network call
   * @return the artefact with the calibration
   * @throws DriftwoodException where too few images could be scored
   */
  public Calibrated calibrate(
      Iterator<ImageItem> images, EvidencePlan plan, int batch, RunListener<Likelihood> listener) {
    Calibrator calibrator = new Calibrator(plan, description().shape(), description().data());
    new EvidenceRun(description(), plan, batch)
        .run(
            loop(),
            images,
            new RunListener<>() {
              @Override
              public void finished(EvidenceRun.Measured row) {
                row.evidence().ifPresent(calibrator::add);
                listener.finished(row.score());
              }

              @Override
              public boolean cancelled() {
                return listener.cancelled();
              }
            });
    Calibration calibration = calibrator.finish();
    return new Calibrated(CalibrationEntry.add(calibration, artefact), calibration);
  }

  /**
   * The same, and keeps the covariance of the images in the network's space beside it, for
   * likelihoods with a control variate.
   *
   * @param directions of the covariance, some tens; 0 for no covariance
   * @throws DriftwoodException with more than {@link SampleCovariance#LARGEST} numbers an image
   */
  public Calibrated calibrate(
      Iterator<ImageItem> images,
      EvidencePlan plan,
      int batch,
      int directions,
      RunListener<Likelihood> listener) {
    if (directions == 0) {
      return calibrate(images, plan, batch, listener);
    }
    SampleCovariance seen = new SampleCovariance(description().shape().size());
    Calibrated calibrated =
        calibrate(
            new CovarianceTap(images, description(), plan.seed(), seen), plan, batch, listener);
    Artefact whole =
        CovarianceEntry.add(seen.leading(directions), seen.count(), calibrated.artefact());
    return new Calibrated(whole, calibrated.calibration());
  }

  /** What images are judged by, where the artefact is calibrated. */
  public Optional<Calibration> calibration() {
    return CalibrationEntry.of(artefact);
  }

  /**
   * Judges images by the artefact's calibration and hands them out in their order; any number in
   * constant memory.
   *
   * @param batch rows that share a network call
   * @throws DriftwoodException where the artefact is not calibrated
   */
  public void anomalies(Iterator<ImageItem> images, int batch, RunListener<Anomaly> listener) {
    Calibration calibration = calibration().orElseThrow(DriftModel::uncalibrated);
    new AnomalyRun(description(), calibration, batch).run(loop(), images, listener);
  }

  static DriftwoodException uncalibrated() {
    return new DriftwoodException(
        "the model is not calibrated (expected: a file that 'driftwood calibrate' wrote)");
  }

  /** Rows of a sample plan, to be run by a loop of choice. */
  RowTask<?> sampling(SamplePlan plan, RunListener<Sample> listener) {
    return sampling(plan, plan.rows().numbers(), listener);
  }

  /** The same of some rows of the plan, by number. */
  RowTask<?> sampling(
      SamplePlan plan, PrimitiveIterator.OfLong wanted, RunListener<Sample> listener) {
    return new SampleRun(description(), fitted(plan), plan).task(wanted, listener);
  }

  /** Rows of a likelihood plan without a wanted standard error, to be run by a loop of choice. */
  RowTask<?> scoring(
      Iterator<ImageItem> images, LikelihoodPlan plan, RunListener<Likelihood> listener) {
    Supplies supplies = Supplies.of(artefact, plan);
    return new LikelihoodRun(description(), plan, supplies).task(images, listener);
  }

  /** What carries out a likelihood plan with a wanted standard error. */
  RefinedRun refining(LikelihoodPlan plan) {
    return new RefinedRun(description(), plan, Supplies.of(artefact, plan));
  }

  /** The network itself. */
  OrtDrift network() {
    return drift;
  }

  private RowLoop loop() {
    return RowLoop.over(drift);
  }

  /** The solvers that were fitted to it; an entry that nobody asks for is not looked at. */
  private SolverTables fitted(SamplePlan plan) {
    return plan.sampler().kind().fitted() ? SolverTables.of(artefact) : SolverTables.NONE;
  }

  /** What a new fit is added to; an entry that can't be read is replaced. */
  private SolverTables earlierSolvers() {
    try {
      return SolverTables.of(artefact);
    } catch (DriftwoodException e) {
      return SolverTables.NONE;
    }
  }

  /**
   * What tuning leaves.
   *
   * @param artefact with the fitted solvers
   * @param solvers that were fitted
   */
  public record Tuning(Artefact artefact, List<TunedSolver> solvers) {}

  /**
   * What calibrating leaves.
   *
   * @param artefact with the calibration
   * @param calibration that was added
   */
  public record Calibrated(Artefact artefact, Calibration calibration) {}

  /** Waits for what runs and lets the network go. */
  @Override
  public void close() {
    drift.close();
  }
}
