package dev.driftwood.runtime.ort;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import com.sun.management.OperatingSystemMXBean;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.onnx.guard.Precautions;
import dev.driftwood.runtime.onnx.schema.FormCheck;
import dev.driftwood.runtime.onnx.schema.RandomNodes;
import dev.driftwood.runtime.onnx.wire.ModelMutations;
import dev.driftwood.runtime.onnx.wire.OnnxReader;
import dev.driftwood.runtime.onnx.wire.OnnxWriter;
import dev.driftwood.runtime.onnx.wire.SeedFiles;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs files that are not quite right in ONNX Runtime, in a process of its own. Before each file it
 * prints its number, so that whoever started it knows which one was the last; after each, what came
 * of it.
 */
final class MutationRun {
  /** The exit status where a file computed for too long. */
  static final int HANGING = 3;

  /** Files that are tried in any case: the first alone may take a second. */
  private static final int LEAST = 64;

  /** What is not tried, as making it up takes more memory than the process has. */
  private static final long LARGEST_INPUT = 1 << 20;

  /** Nanoseconds of computing, so that a busy machine does not make a file look endless. */
  private static final long PATIENCE = 2_000_000_000L;

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final List<byte[]> FILES = SeedFiles.all();

  private static volatile long began = SYSTEM.getProcessCpuTime();

  private MutationRun() {}

  /**
   * Runs the files with numbers from the first argument on, some of them, and more for as many
   * seconds as the second.
   */
  public static void main(String[] arguments) {
    long first = Long.parseLong(arguments[0]);
    long until = System.nanoTime() + (long) (1e9 * Double.parseDouble(arguments[1]));
    watch();
    for (long number = first; number < first + LEAST || System.nanoTime() < until; number++) {
      System.out.print(number + " ");
      System.out.flush();
      began = SYSTEM.getProcessCpuTime();
      System.out.println(outcome(number));
    }
    System.out.println("done");
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  /** Starts the process, which appends to a report. */
  static Process start(long first, double seconds, Path report) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            java,
            "-Xmx512m",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=/dev/null",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classes,
            MutationRun.class.getName(),
            Long.toString(first),
            Double.toString(seconds))
        .redirectOutput(ProcessBuilder.Redirect.appendTo(report.toFile()))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** What computes without end is no crash. */
  private static void watch() {
    Thread thread =
        new Thread(
            () -> {
              while (SYSTEM.getProcessCpuTime() - began < PATIENCE) {
                LockSupport.parkNanos(50_000_000);
              }
              Runtime.getRuntime().halt(HANGING);
            });
    thread.setDaemon(true);
    thread.start();
  }

  private static String outcome(long number) {
    OnnxModel model;
    try {
      model = number % 2 == 0 ? mutated(number) : random(number);
    } catch (DriftwoodException e) {
      return "refused";
    }
    try {
      // As networks are run, and as their nodes stand.
      OptLevel level = number % 4 < 2 ? OptLevel.ALL_OPT : OptLevel.NO_OPT;
      List<Initializer> inputs = inputs(model.graph());
      Footprint footprint =
          Footprint.of(model.graph(), inputs.stream().map(Initializer::value).toList());
      footprint.requireRoom();
      OnnxModel safe =
          new OnnxModel(Precautions.taken(model.graph(), footprint.doubtful()), Map.of());
      RawRun.unseen(OnnxWriter.write(safe), inputs, level);
      return "ran " + model.graph().operatorCounts().keySet();
    } catch (DriftwoodException e) {
      return "refused";
    } catch (OrtException e) {
      return "failed";
    } catch (ArithmeticException | IllegalArgumentException | ClassCastException e) {
      return "unfed";
    }
  }

  private static OnnxModel mutated(long number) {
    byte[] file = FILES.get((int) (number / 2 % FILES.size()));
    return OnnxReader.read(ModelMutations.mutate(file, number));
  }

  private static OnnxModel random(long number) {
    OnnxModel model = new OnnxModel(RandomNodes.graph(number), Map.of());
    FormCheck.check(model.graph());
    return OnnxReader.read(OnnxWriter.write(model));
  }

  /** The bytes of the file with a number, for a look at it. */
  static byte[] file(long number) {
    return OnnxWriter.write(number % 2 == 0 ? mutated(number) : random(number));
  }

  private static List<Initializer> inputs(OnnxGraph graph) {
    SplittableRandom random = new SplittableRandom(5);
    List<Initializer> inputs = new ArrayList<>();
    for (Value input : graph.inputs()) {
      int[] dims = input.shape().at(2).toArray();
      for (int i = 0; i < dims.length; i++) {
        dims[i] = dims[i] < 0 ? 3 : dims[i];
      }
      Shape shape = Shape.of(dims);
      if (shape.size() > LARGEST_INPUT) {
        throw new IllegalArgumentException(input + " is too large");
      }
      double[] values = random.ints(shape.size(), -3, 6).asDoubleStream().toArray();
      inputs.add(Initializer.of(input.name(), input.type(), shape, values));
    }
    return inputs;
  }
}
