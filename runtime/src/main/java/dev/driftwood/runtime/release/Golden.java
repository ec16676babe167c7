package dev.driftwood.runtime.release;

import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.artefact.LabelSpec;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.ort.OrtDrift;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.Query;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a network answers to a few fixed questions, so that any machine and any language can tell
 * whether it gets the same from it: {@code x.npy [4, …shape]}, {@code t.npy [4, 1]}, for a
 * conditional model {@code label.npy [4, 1]}, and the answers {@code drift.npy [4, …shape]}, all of
 * float32.
 *
 * <p>The questions are noise of the size that states have at their times, {@code x = √(α² + σ²) ξ}
 * at t = 0.01, 0.2, 0.6 and 1.
 */
final class Golden {
  /** The folder beside the model. */
  static final String FOLDER = "golden";

  private static final double[] TIMES = {0.01, 0.2, 0.6, 1};

  private final ModelDescription description;
  private final GoldenFile states;
  private final GoldenFile times;
  private final GoldenFile labels;
  private final GoldenFile drifts;

  private Golden(Path folder, ModelDescription description) {
    this.description = description;
    this.states = new GoldenFile(folder.resolve("x.npy"), description.shape());
    this.times = new GoldenFile(folder.resolve("t.npy"), ItemShape.point(1));
    this.labels = new GoldenFile(folder.resolve("label.npy"), ItemShape.point(1));
    this.drifts = new GoldenFile(folder.resolve("drift.npy"), description.shape());
  }

  /** Asks a network and writes down what it answers. */
  static void write(Path folder, Artefact artefact) {
    Golden golden = new Golden(folder, artefact.description());
    List<Query> questions = golden.questions();
    golden.states.write(questions.stream().map(Query::x).toList());
    golden.times.write(questions.stream().map(question -> new double[] {question.t()}).toList());
    if (artefact.description().labels().isPresent()) {
      golden.labels.write(questions.stream().map(q -> new double[] {q.label()}).toList());
    }
    golden.drifts.write(answers(artefact, OrtSettings.DEFAULT, questions));
  }

  /**
   * Asks a network again.
   *
   * @return the relative error of the worst row, max|Δ| / max(max|answer|, 1e-6)
   */
  static double error(Path folder, Artefact artefact, OrtSettings settings) {
    Golden golden = new Golden(folder, artefact.description());
    List<double[]> expected = golden.drifts.read();
    List<double[]> answers = answers(artefact, settings, golden.read());
    if (answers.size() != expected.size()) {
      throw new DriftwoodException(
          "%s: %d answers to %d questions (expected: as many)"
              .formatted(golden.drifts.path(), expected.size(), answers.size()));
    }
    double worst = 0;
    for (int i = 0; i < answers.size(); i++) {
      worst = Math.max(worst, relativeError(answers.get(i), expected.get(i)));
    }
    return worst;
  }

  private List<Query> questions() {
    Sde sde = description.sde().toSde();
    NoiseStream noise = new NoiseStream(0);
    List<Query> questions = new ArrayList<>();
    for (int row = 0; row < TIMES.length; row++) {
      // Rounded as the files are, so that the answers are to what stands there.
      double t = (float) TIMES[row];
      double[] x = new double[description.shape().size()];
      noise.normals(row, Purpose.PRIOR, 0, 0, 0, x);
      double size = Math.hypot(sde.alpha(t), sde.sigma(t));
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) (size * x[i]);
      }
      questions.add(new Query(x, t, label(row)));
    }
    return questions;
  }

  private int label(int row) {
    return description.labels().map(classes -> label(classes, row)).orElse(Query.UNLABELLED);
  }

  private static int label(LabelSpec classes, int row) {
    int some = row % classes.count();
    return row + 1 == TIMES.length ? classes.nullLabel().orElse(some) : some;
  }

  private List<Query> read() {
    List<double[]> x = states.read();
    List<double[]> t = times.read();
    List<double[]> label = description.labels().isPresent() ? labels.read() : List.of();
    if (t.size() != x.size() || description.labels().isPresent() && label.size() != x.size()) {
      throw new DriftwoodException(
          "%s: %d times and %d labels of %d states (expected: as many)"
              .formatted(times.path(), t.size(), label.size(), x.size()));
    }
    List<Query> questions = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      int known = label.isEmpty() ? Query.UNLABELLED : known(label.get(i)[0]);
      questions.add(new Query(x.get(i), t.get(i)[0], known));
    }
    return questions;
  }

  private int known(double label) {
    LabelSpec classes = description.labels().orElseThrow();
    if (label == classes.nullLabel().orElse(0) || label >= 0 && label < classes.count()) {
      return (int) label;
    }
    throw new DriftwoodException(
        "%s: label %s (expected: one of the model's)".formatted(labels.path(), label));
  }

  private static List<double[]> answers(
      Artefact artefact, OrtSettings settings, List<Query> questions) {
    try (OrtDrift drift = new OrtDrift(artefact.graph(), settings)) {
      return drift.evaluate(questions).stream().map(Evaluation::drift).toList();
    }
  }

  private static double relativeError(double[] answer, double[] expected) {
    double difference = 0;
    double size = 1e-6;
    for (int i = 0; i < expected.length; i++) {
      // A NaN must not hide, and no comparison with it holds.
      double here = Math.abs(answer[i] - expected[i]);
      difference = Double.isNaN(here) ? Double.POSITIVE_INFINITY : Math.max(difference, here);
      size = Math.max(size, Math.abs(expected[i]));
    }
    return difference / size;
  }
}
