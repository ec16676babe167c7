package dev.driftwood.server.models;

import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.SharedModel;
import dev.driftwood.runtime.batch.BatchSettings;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.ort.Device;
import dev.driftwood.runtime.ort.OrtSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The process of a probe: loads models one after the other, makes the calls that a server makes of
 * each at its start, and reports. It ends when whoever started it does.
 */
final class ProbeMain {
  private static final int FIRST_FILE = 5;

  private ProbeMain() {}

  /**
   * Begins.
   *
   * @param words device, threads, seconds of a run, most rows of a call, the report's file, and
   *     models
   */
  public static void main(String[] words) throws IOException {
    endWithParent();
    OrtSettings settings =
        new OrtSettings(
            Device.parse(words[0]), Integer.parseInt(words[1]), Integer.parseInt(words[2]));
    BatchSettings batches = BatchSettings.DEFAULT.withMostRows(Integer.parseInt(words[3]));
    ProbeReport report = new ProbeReport(Path.of(words[FIRST_FILE - 1]));
    List<String> files = Arrays.asList(words).subList(FIRST_FILE, words.length);
    for (int i = 0; i < files.size(); i++) {
      report.add(i, problem(Path.of(files.get(i)), settings, batches));
    }
  }

  private static String problem(Path file, OrtSettings settings, BatchSettings batches) {
    try (DriftModel model = DriftModel.load(file, settings)) {
      SharedModel.rehearse(model, batches);
      return "";
    } catch (DriftwoodException e) {
      String problem = e.getMessage();
      return problem.startsWith(file.toString()) ? problem : file + ": " + problem;
    } catch (RuntimeException | Error e) {
      return file + ": could not be run: " + e;
    }
  }

  private static void endWithParent() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // Nothing is said; that the stream ends says that the parent has.
                }
              } catch (IOException e) {
                // It has ended, too.
              }
              Runtime.getRuntime().halt(1);
            },
            "driftwood-probe-parent");
    watch.setDaemon(true);
    watch.start();
  }
}
