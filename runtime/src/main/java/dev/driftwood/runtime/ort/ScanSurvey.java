package dev.driftwood.runtime.ort;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The sizes of what a {@code Scan} computes: a round for each part of what it goes along, of which
 * what is kept counts each time, and all else once, as what is carried keeps its sizes.
 */
record ScanSurvey(Survey around, Node node) {
  double bytes() {
    OnnxGraph body = Survey.within(node, "body");
    List<Sized> taken = taken();
    if (body == null) {
      return 0;
    } else if (!taken.stream().allMatch(Sized::isFeedable)) {
      around.leave(body);
      return 0;
    }
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < taken.size(); i++) {
      values.add(taken.get(i).named(body.inputs().get(i).name()));
    }
    Survey survey = around.inside(body, values);
    double kept =
        body.outputs().stream()
            .skip(carried())
            .mapToDouble(output -> survey.size(output.name()).bytes())
            .sum();
    return survey.footprint().total() + rounds() * kept;
  }

  private int carried() {
    long scanned =
        node.attributes().get("num_scan_inputs") instanceof Attribute.Int n ? n.value() : 1;
    return (int) Math.max(0, node.inputs().size() - scanned);
  }

  private List<Sized> taken() {
    List<Sized> taken = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      Sized size = around.size(node.inputs().get(i));
      taken.add(i < carried() ? size : size.part(axis(i - carried())));
    }
    return taken;
  }

  private long rounds() {
    return node.inputs().isEmpty() ? 1 : around.size(node.inputs().get(carried())).size(axis(0));
  }

  private int axis(int scanned) {
    boolean said =
        node.attributes().get("scan_input_axes") instanceof Attribute.Ints axes
            && scanned < axes.values().size();
    return said
        ? Math.toIntExact(
            ((Attribute.Ints) node.attributes().get("scan_input_axes")).values().get(scanned))
        : 0;
  }
}
