package dev.driftwood.runtime.artefact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.sampler.MultistepTable;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.TimeGrid;
import dev.driftwood.runtime.tune.TunedSolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The solvers that were fitted to a network: the metadata entry {@code driftwood.grids}, a JSON
 * object {@code {"schema": 1, "solvers": [{"error", "times", "states", "noises"}]}}.
 *
 * @param solvers in the order of their evaluations
 */
public record SolverTables(List<Entry> solvers) {
  /** The key of the entry. */
  public static final String METADATA_KEY = "driftwood.grids";

  /** No solvers. */
  public static final SolverTables NONE = new SolverTables(List.of());

  private static final int SCHEMA = 1;
  private static final JsonMapper JSON = new JsonMapper();

  /** Copies the list. */
  public SolverTables {
    solvers = List.copyOf(solvers);
  }

  /**
   * One solver.
   *
   * @param error that was measured when it was fitted
   * @param table its coefficients
   */
  public record Entry(double error, MultistepTable table) {}

  /** As it stands in the file. */
  private record Text(int schema, @Nullable List<Line> solvers) {}

  /** A solver as it stands in the file. */
  private record Line(
      double error,
      @Nullable List<Double> times,
      @Nullable List<Double> states,
      @Nullable List<List<Double>> noises) {}

  /**
   * The solvers of an artefact; none where it has no such entry.
   *
   * @throws DriftwoodException where the entry is broken
   */
  public static SolverTables of(Artefact artefact) {
    String json = artefact.metadata().get(METADATA_KEY);
    return json == null ? NONE : parse(json);
  }

  private static SolverTables parse(String json) {
    try {
      Text text = JSON.readValue(json, Text.class);
      if (!(text.schema() >= 1 && text.schema() <= SCHEMA)) {
        throw new DriftwoodException(
            "metadata %s: schema %d (expected: 1 to %d)"
                .formatted(METADATA_KEY, text.schema(), SCHEMA));
      }
      List<Entry> entries = new ArrayList<>();
      for (Line line : present(text.solvers(), "solvers")) {
        MultistepTable table =
            new MultistepTable(
                present(line.times(), "times"),
                present(line.states(), "states"),
                present(line.noises(), "noises"));
        requireDescent(table);
        entries.add(new Entry(line.error(), table));
      }
      return new SolverTables(entries);
    } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
      throw new DriftwoodException(
          "metadata %s: %s (expected: what 'driftwood tune' writes)"
              .formatted(METADATA_KEY, e.getMessage()),
          e);
    }
  }

  private static <T> List<T> present(@Nullable List<T> list, String name) {
    if (list == null) {
      throw new IllegalArgumentException(name + ": none");
    }
    return list;
  }

  private static void requireDescent(MultistepTable table) {
    TimeGrid grid = table.grid();
    if (!(grid.first() == Sde.HORIZON && grid.last() < Sde.HORIZON)) {
      throw new IllegalArgumentException("times: from " + grid.first() + " to " + grid.last());
    }
  }

  /** The JSON object. */
  public String toJson() {
    List<Line> lines =
        solvers.stream()
            .map(
                entry ->
                    new Line(
                        entry.error(),
                        entry.table().times(),
                        entry.table().states(),
                        entry.table().noises()))
            .toList();
    try {
      return JSON.writeValueAsString(new Text(SCHEMA, lines));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers that can't be written", e);
    }
  }

  /** These and others, which replace those for as many evaluations. */
  public SolverTables with(List<TunedSolver> others) {
    Map<Integer, Entry> all = new TreeMap<>();
    solvers.forEach(entry -> all.put(entry.table().steps(), entry));
    others.forEach(
        solver -> all.put(solver.table().steps(), new Entry(solver.error(), solver.table())));
    return new SolverTables(List.copyOf(all.values()));
  }

  /** The artefact with these solvers in place of what it had. */
  public Artefact addedTo(Artefact artefact) {
    Map<String, String> entries = new TreeMap<>(artefact.metadata());
    entries.put(METADATA_KEY, toJson());
    return Artefact.of(artefact.description(), artefact.graph(), entries);
  }

  /**
   * The solver for a number of evaluations.
   *
   * @throws DriftwoodException where there is none; it names those that there are
   */
  public MultistepTable forEvaluations(int evaluations) {
    Optional<Entry> found =
        solvers.stream().filter(entry -> entry.table().steps() == evaluations).findFirst();
    return found.map(Entry::table).orElseThrow(() -> missing(evaluations));
  }

  private DriftwoodException missing(int evaluations) {
    String known =
        solvers.stream()
            .map(entry -> Integer.toString(entry.table().steps()))
            .collect(Collectors.joining(", "));
    String text =
        "the model has no fitted solver for %d evaluations (expected: %s of its own; 'driftwood tune"
            + " --evaluations %d' fits one)";
    return new DriftwoodException(
        text.formatted(evaluations, known.isEmpty() ? "none" : known, evaluations));
  }
}
