package dev.driftwood.trainer;

import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.artefact.LabelSpec;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.AtomicFile;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.trainer.data.Dataset;
import dev.driftwood.trainer.data.Items;
import dev.driftwood.trainer.evaluation.HeldOutLikelihood;
import dev.driftwood.trainer.evaluation.SampleDistances;
import dev.driftwood.trainer.evaluation.SampleGrid;
import dev.driftwood.trainer.evaluation.Snapshots;
import dev.driftwood.trainer.export.NetworkExport;
import dev.driftwood.trainer.net.TrainedWeights;
import dev.driftwood.trainer.record.ReportListener;
import dev.driftwood.trainer.tensorboard.EventListener;
import dev.driftwood.trainer.train.EvaluationPlan;
import dev.driftwood.trainer.train.Evaluator;
import dev.driftwood.trainer.train.Trainer;
import dev.driftwood.trainer.train.TrainingListener;
import dev.driftwood.trainer.train.TrainingPlan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/**
 * A training run from data to artefact: trains, evaluates on the way, and exports the averaged
 * network into {@code model.onnx} of the run folder.
 */
public final class TrainingRun {
  private static final int HELD_OUT = 128;

  private final TrainingPlan plan;
  private final Dataset dataset;
  private final Network network;
  private final ModelDescription description;
  private final Trainer trainer;
  private final ReportListener report;
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * A run that has not begun.
   *
   * @param loaded the data that the plan names
   * @param listener hears how it goes
   * @throws IllegalArgumentException if there is no such preset, or it is not for such data
   */
  public TrainingRun(TrainingPlan plan, Dataset loaded, TrainingListener listener) {
    Dataset dataset = plan.data().transform().map(loaded::withTransform).orElse(loaded);
    this.plan = plan;
    this.dataset = dataset;
    List<Integer> shape = dataset.shape().dimensions();
    DatasetExamples examples = examples(plan, dataset);
    this.network = plan.networkFor(shape, examples.labels());
    String name = plan.data().dataset() + "-" + plan.sde().type().jsonName();
    ModelDescription unconditional =
        ModelDescription.of(name, plan.sde(), dataset.shape(), dataset.spec())
            .withOutput(plan.network().target().output());
    this.description =
        examples.labelled() ? unconditional.withLabels(classes(dataset)) : unconditional;
    this.report = new ReportListener(plan.out(), listener::warned);
    Listeners listeners = new Listeners(List.of(listener, new EventListener(plan.out()), report));
    this.trainer = new Trainer(plan, network, examples, listeners, evaluators(dataset));
  }

  private static DatasetExamples examples(TrainingPlan plan, Dataset dataset) {
    boolean labelled = plan.data().labelDropout().isPresent();
    if (labelled && !dataset.isLabelled()) {
      throw new IllegalArgumentException(
          "labels: given for data set %s, which has no classes (expected: none)"
              .formatted(dataset.name()));
    }
    return new DatasetExamples(dataset, labelled);
  }

  /** The classes, and after them the label for none. */
  private static LabelSpec classes(Dataset dataset) {
    int count = dataset.labelNames().size();
    return new LabelSpec(count, OptionalInt.of(count), dataset.labelNames());
  }

  private List<Evaluator> evaluators(Dataset dataset) {
    Snapshots snapshots = new Snapshots(network, description);
    Items heldOut = dataset.heldOut();
    EvaluationPlan how = plan.evaluation();
    int interval = plan.intervals().evaluation();
    int count = Math.min(HELD_OUT, heldOut.size());
    List<Image> items = IntStream.range(0, count).mapToObj(heldOut::image).toList();
    List<Evaluator> evaluators = new ArrayList<>();
    evaluators.add(
        new SampleGrid(snapshots, plan.out().resolve("samples"), plan.intervals().samples()));
    if (count >= 2) {
      evaluators.add(HeldOutLikelihood.of(snapshots, items, how.method(), interval));
    }
    how.features()
        .map(network -> SampleDistances.of(snapshots, network, heldOut, how, interval))
        .ifPresent(evaluators::add);
    return evaluators;
  }

  /**
   * Trains and exports. A run that was stopped leaves its checkpoint, and exports what it has.
   *
   * @param resume whether to go on from the last checkpoint, if there is one
   * @return the artefact's file
   */
  public Path run(boolean resume) {
    try {
      String provenance = new Provenance(plan, dataset).json();
      trainer.createFolder();
      AtomicFile.write(
          plan.out().resolve(Provenance.FILE), provenance.getBytes(StandardCharsets.UTF_8));
      List<TrainedWeights> averages = trainer.run(resume);
      Map<String, String> entries = Map.of(Provenance.ENTRY, provenance);
      for (int i = 1; i < averages.size(); i++) {
        double decay = plan.average().decays().get(i);
        export("model-ema-" + decay + ".onnx", averages.get(i), entries);
      }
      trainer.best().ifPresent(best -> export("best.onnx", best, entries));
      Path model = export("model.onnx", averages.get(0), entries);
      report.write();
      return model;
    } finally {
      ended.countDown();
    }
  }

  private Path export(String name, TrainedWeights weights, Map<String, String> entries) {
    Artefact artefact = NetworkExport.artefact(network, weights, description, entries);
    Path file = plan.out().resolve(name);
    AtomicFile.write(file, artefact.bytes());
    return file;
  }

  /**
   * Ends where the folder holds a run already, which {@link #run} from the start would replace.
   *
   * @throws DriftwoodException saying what to do instead
   */
  public void requireNew() {
    if (trainer.begun()) {
      throw new DriftwoodException(
          plan.out() + ": holds a run (expected: --resume to go on with it, or another --out)");
    }
  }

  /** Ends the training after the step in hand; {@link #run} then saves, exports and returns. */
  public void stop() {
    trainer.stop();
  }

  /** Waits until {@link #run} has saved and exported; for what ends the process. */
  public void awaitEnd() throws InterruptedException {
    ended.await();
  }
}
