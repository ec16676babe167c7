package dev.driftwood.runtime.ort;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.onnx.guard.Precautions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sizes of what a {@code Loop} computes. The rounds are followed until what is carried keeps
 * its sizes; a loop of more than 64 rounds in which it does not is refused, as what it takes can't
 * be told. What is kept of each round counts for as many rounds as the file says, or as {@link
 * Precautions} allow where only a run tells.
 */
final class LoopSurvey {
  private static final int FOLLOWED = 64;

  private final Survey around;
  private final Node node;
  private final int carried;
  private final long rounds;
  private final Map<String, Sized> given = new LinkedHashMap<>();
  private double body;
  private double kept;

  LoopSurvey(Survey around, Node node) {
    this.around = around;
    this.node = node;
    this.carried = Math.max(0, node.inputs().size() - 2);
    this.rounds = rounds();
    OnnxGraph graph = Survey.within(node, "body");
    if (graph != null && start().stream().allMatch(Sized::isFeedable)) {
      follow(graph);
    } else if (graph != null) {
      around.leave(graph);
    }
  }

  /** What the node gives, by name; nothing where it can't be told. */
  Map<String, Sized> given() {
    return given;
  }

  /** The bytes of what its rounds compute. */
  double bytes() {
    return body + kept;
  }

  private long rounds() {
    String name = node.inputs().isEmpty() ? "" : node.inputs().get(0);
    Initializer count = around.array(name);
    if (count != null && count.shape().size() == 1) {
      return Math.max(0, (long) count.numbers()[0]);
    }
    boolean keeps = node.outputs().size() > carried;
    return keeps ? Precautions.MOST_ROUNDS : Long.MAX_VALUE;
  }

  private List<Sized> start() {
    return node.inputs().stream().skip(2).map(around::size).toList();
  }

  private void follow(OnnxGraph graph) {
    List<Sized> state = start();
    boolean settled = false;
    for (int round = 0; round < Math.min(rounds, FOLLOWED) && !settled; round++) {
      Survey survey = around.inside(graph, taken(graph, state));
      List<Sized> results = results(graph, survey);
      body = Math.max(body, survey.footprint().total());
      if (results == null) {
        return;
      }
      kept = keep(results.subList(1 + carried, results.size()));
      List<Sized> next = results.subList(1, 1 + carried);
      settled = next.equals(state);
      state = next;
    }
    if (!settled && rounds > FOLLOWED) {
      throw changing();
    }
    for (int i = 0; i < carried; i++) {
      put(i, state.get(i));
    }
  }

  private DriftwoodException changing() {
    return new DriftwoodException(
        "%s carries values whose sizes change from round to round (expected: sizes that stay, or a constant of at most %d rounds)"
            .formatted(node, FOLLOWED));
  }

  /** The round's number, whether to go on, and what is carried. */
  private static List<Value> taken(OnnxGraph graph, List<Sized> state) {
    List<Sized> all = new ArrayList<>();
    all.add(new Sized(DataType.INT64, List.of()));
    all.add(new Sized(DataType.BOOL, List.of()));
    all.addAll(state);
    List<Value> taken = new ArrayList<>();
    for (int i = 0; i < graph.inputs().size(); i++) {
      taken.add(all.get(i).named(graph.inputs().get(i).name()));
    }
    return taken;
  }

  /** What a round gives; {@code null} where that can't be told. */
  private @Nullable List<Sized> results(OnnxGraph graph, Survey survey) {
    List<Sized> results = new ArrayList<>();
    for (Value output : graph.outputs()) {
      Sized size = survey.size(output.name());
      if (size.isTooLong()) {
        throw changing();
      }
      if (!survey.knows(output.name()) || !size.isFeedable()) {
        return null;
      }
      results.add(size);
    }
    return results;
  }

  /** What is kept of all rounds, which is put together in the end. */
  private double keep(List<Sized> each) {
    double bytes = 0;
    for (int i = 0; i < each.size(); i++) {
      bytes += rounds * each.get(i).bytes();
      List<Long> dims = new ArrayList<>(each.get(i).dims());
      dims.add(0, isCounted() ? rounds : -1);
      put(carried + i, new Sized(each.get(i).type(), dims));
    }
    return bytes;
  }

  private boolean isCounted() {
    return around.array(node.inputs().get(0)) != null;
  }

  private void put(int place, Sized size) {
    String name = node.outputs().get(place);
    if (!name.isEmpty()) {
      given.put(name, size);
    }
  }
}
