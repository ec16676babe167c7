package dev.driftwood.runtime.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.driftwood.runtime.artefact.AdoptedSpec;
import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.onnx.ProductGraph;
import dev.driftwood.runtime.ort.Observation;
import dev.driftwood.runtime.ort.OrtDrift;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.runtime.ort.Trial;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Networks that others built and exported, with the output and the Jacobian-vector product that
 * PyTorch computed in float64: each {@code NAME.onnx} of the folder that {@code DRIFTWOOD_FOREIGN}
 * names, from its file to the file that adoption writes.
 */
@Tag("one-jdk")
class ForeignNetworksTest {
  /** Float32 through some hundred layers; the networks' weights are of order one. */
  private static final double TOLERANCE = 1e-4;

  @TestFactory
  List<DynamicTest> giveOutputAndProductOfTheirMakers() throws IOException {
    String folder = System.getenv("DRIFTWOOD_FOREIGN");
    assumeTrue(
        folder != null, "DRIFTWOOD_FOREIGN names no folder of networks: they are left out here");
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files
          .filter(file -> file.toString().endsWith(".onnx"))
          .sorted()
          .map(file -> DynamicTest.dynamicTest(name(file), () -> agrees(file)))
          .toList();
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".onnx", "");
  }

  private static void agrees(Path file) {
    Adoption adoption = ModelFile.adopt(file, Optional.empty());
    Artefact written = Artefact.parse(adoption.artefact().bytes(), file.toString());
    Map<String, Initializer> arrays = arrays(file);
    ModelDescription original =
        ModelDescription.parse(written.metadata().get(Adoption.METADATA_KEY), "provenance");
    double[] times = times(original, arrays.get("t").numbers());
    double[] x = channelsFirst(original, arrays.get("x")).numbers();
    double[] v = channelsFirst(original, arrays.get("v")).numbers();
    Map<String, Observation> results = run(ProductGraph.of(written.graph()), times, x, v, arrays);

    double[] output = mean(original, arrays.get("out"));
    double[] product = mean(original, arrays.get("jvp"));
    double[] drift = new double[x.length];
    double[] jvp = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double t = times[i / (x.length / times.length)];
      drift[i] = converted(original, t, x[i], output[i]);
      jvp[i] = converted(original, t, v[i], product[i]);
    }
    assertRows(name(file) + " drift", times.length, drift, results.get("drift"));
    assertRows(name(file) + " product", times.length, jvp, results.get("jvp"));
    double[] labels = labels(arrays, times.length);
    assertModel(name(file), written.graph(), new Fed(times, x, v, labels), drift, jvp);
  }

  private static void assertRows(String what, int rows, double[] expected, Observation actual) {
    double[] values = actual.array().orElseThrow().numbers();
    int size = expected.length / rows;
    for (int i = 0; i < rows; i++) {
      double[] wanted = Arrays.copyOfRange(expected, i * size, (i + 1) * size);
      double[] given = Arrays.copyOfRange(values, i * size, (i + 1) * size);
      assertThat(Difference.relative(wanted, given))
          .as("%s of row %d", what, i)
          .isLessThan(TOLERANCE);
    }
  }

  /** What a network is fed, row after row. */
  private record Fed(double[] t, double[] x, double[] v, double[] label) {
    Query query(int row) {
      int size = x.length / t.length;
      double[] state = Arrays.copyOfRange(x, row * size, (row + 1) * size);
      double[] tangent = Arrays.copyOfRange(v, row * size, (row + 1) * size);
      return new Query(state, t[row], (int) label[row], List.of(tangent));
    }
  }

  private static double[] labels(Map<String, Initializer> arrays, int rows) {
    double[] none = new double[rows];
    Arrays.fill(none, Query.UNLABELLED);
    return arrays.containsKey("label") ? arrays.get("label").numbers() : none;
  }

  /** The same as a model runs it, where ONNX Runtime optimises the graphs. */
  private static void assertModel(
      String what, OnnxGraph graph, Fed fed, double[] drift, double[] jvp) {
    int size = drift.length / fed.t().length;
    List<Query> queries = IntStream.range(0, fed.t().length).mapToObj(fed::query).toList();
    try (OrtDrift model = new OrtDrift(graph, OrtSettings.DEFAULT)) {
      List<Evaluation> answers = model.evaluate(queries);
      for (int i = 0; i < answers.size(); i++) {
        double[] wanted = Arrays.copyOfRange(drift, i * size, (i + 1) * size);
        assertThat(Difference.relative(wanted, answers.get(i).drift()))
            .as("%s: drift of the model, row %d", what, i)
            .isLessThan(TOLERANCE);
        double trace = 0;
        double scale = 1e-6;
        for (int d = 0; d < size; d++) {
          double term = fed.v()[i * size + d] * jvp[i * size + d];
          trace += term;
          scale += Math.abs(term);
        }
        assertThat(Math.abs(answers.get(i).traces()[0] - trace) / scale)
            .as("%s: trace of the model, row %d", what, i)
            .isLessThan(TOLERANCE);
      }
    }
  }

  private static Map<String, Observation> run(
      OnnxGraph graph, double[] times, double[] x, double[] v, Map<String, Initializer> arrays) {
    Map<String, Initializer> feeds = new HashMap<>();
    Shape state = graph.input("x").shape().at(times.length);
    feeds.put("x", Initializer.of("x", DataType.FLOAT, state, x));
    feeds.put("v", Initializer.of("v", DataType.FLOAT, state, v));
    feeds.put("t", Initializer.of("t", DataType.FLOAT, Shape.of(times.length), times));
    if (arrays.containsKey("label")) {
      feeds.put("label", arrays.get("label").as(DataType.INT64, "label"));
    }
    try (Trial trial = Trial.open(graph, List.of("drift", "jvp"))) {
      return trial.run(feeds);
    }
  }

  /** The SDE's times of what a network was fed. */
  private static double[] times(ModelDescription description, double[] fed) {
    AdoptedSpec spec = description.adopted().orElseThrow();
    Sde sde = description.sde().toSde();
    return Arrays.stream(fed)
        .map(
            value ->
                spec.times().isEmpty()
                    ? time(spec, sde, value / spec.timeScale())
                    : interpolated(spec.times(), value))
        .toArray();
  }

  private static double time(AdoptedSpec spec, Sde sde, double condition) {
    return switch (spec.conditioning()) {
      case T -> condition;
      case SIGMA -> timeOf(sde, condition);
      case LOG_SIGMA -> timeOf(sde, Math.exp(condition));
    };
  }

  /** By bisection, as σ rises with t. */
  private static double timeOf(Sde sde, double sigma) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < 60; i++) {
      double middle = 0.5 * (low + high);
      boolean below = sde.sigma(middle) < sigma;
      low = below ? middle : low;
      high = below ? high : middle;
    }
    return high;
  }

  private static double interpolated(List<Double> times, double index) {
    int before = Math.min((int) index, times.size() - 2);
    double share = index - before;
    return (1 - share) * times.get(before) + share * times.get(before + 1);
  }

  private static double[] mean(ModelDescription description, Initializer output) {
    Initializer first = channelsFirst(description, output);
    double[] values = first.numbers();
    int size = description.shape().size();
    int rows = first.shape().dim(0);
    int stride = values.length / rows;
    double[] mean = new double[rows * size];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(values, row * stride, mean, row * size, size);
    }
    return mean;
  }

  private static Initializer channelsFirst(ModelDescription description, Initializer array) {
    int rank = array.shape().rank() - 1;
    if (!Layouts.isPermuted(rank, description.adopted().orElseThrow().layout())) {
      return array;
    }
    int[] d = array.shape().toArray();
    double[] values = array.numbers();
    double[] turned = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int c = i % d[3];
      int w = i / d[3] % d[2];
      int h = i / d[3] / d[2] % d[1];
      int n = i / d[3] / d[2] / d[1];
      turned[((n * d[3] + c) * d[1] + h) * d[2] + w] = values[i];
    }
    return Initializer.of(array.name(), DataType.DOUBLE, Shape.of(d[0], d[3], d[1], d[2]), turned);
  }

  /** Linear in state and output together, so that it converts products too. */
  private static double converted(ModelDescription description, double t, double y, double output) {
    Sde sde = description.sde().toSde();
    double alpha = sde.alpha(t);
    double sigma = sde.sigma(t);
    return switch (description.output()) {
      case DRIFT -> output;
      case SCORE -> sde.g(t) * output;
      case EPSILON -> -output / sde.sigmaOverG(t);
      case V -> -(sigma * y + alpha * output) / (alpha * alpha + sigma * sigma) / sde.sigmaOverG(t);
      case X0, DENOISER -> -(y - alpha * output) / sigma / sde.sigmaOverG(t);
    };
  }

  private static Map<String, Initializer> arrays(Path file) {
    Map<String, Initializer> arrays = new HashMap<>();
    for (String kind : List.of("x", "t", "v", "out", "jvp", "label")) {
      Path array = file.resolveSibling(name(file) + "." + kind + ".npy");
      if (Files.exists(array)) {
        arrays.put(kind, NpyArray.read(array));
      }
    }
    return arrays;
  }
}
