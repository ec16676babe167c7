package dev.driftwood.server.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a probe's process has found so far, a line a model. A file, as what libraries print would
 * mix with an output.
 *
 * @param file that has it
 */
record ProbeReport(Path file) {
  private static final String GAP = "\t";

  /**
   * Adds a line.
   *
   * @param number of the model
   * @param problem empty where it has none
   */
  void add(int number, String problem) throws IOException {
    String line = number + GAP + problem.replaceAll("\\p{Cntrl}+", " ");
    Files.write(file, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Problems by the numbers of models, empty where there is none; those reported so far. */
  Map<Integer, String> problems() throws IOException {
    Map<Integer, String> problems = new HashMap<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        int gap = line.indexOf(GAP);
        problems.put(Integer.parseInt(line.substring(0, gap)), line.substring(gap + 1));
      }
    }
    return problems;
  }

  /** Grows with each line. */
  long size() throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }
}
