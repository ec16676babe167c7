package dev.driftwood.runtime.onnx.upgrade;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code Upsample}, and {@code Resize}, which it became. */
final class ResizeChanges {
  private static final String MAPPING = "coordinate_transformation_mode";
  private static final String ROUNDING = "nearest_mode";

  private ResizeChanges() {}

  /**
   * Before operator set 11 place i of the result was place i/scale of the argument; the nearest was
   * the one below where the axis grows and the one above where it shrinks, as in ONNX's own example
   * of operator set 10.
   */
  static Node sayMapping(Old old, Site site) {
    Map<String, Attribute> attributes = new TreeMap<>(old.node().attributes());
    attributes.put(MAPPING, new Attribute.Text("asymmetric"));
    String x = old.required(0);
    String scales = old.required(1);
    if (old.text("mode", "nearest").equals("nearest")) {
      Optional<float[]> known =
          site.constant(scales).filter(a -> a.type() == DataType.FLOAT).map(Initializer::floats);
      boolean shrinks = known.isPresent() && any(known.get(), false);
      if (shrinks && any(known.get(), true)) {
        Growth growth = new Growth(old, attributes, site);
        x = growth.first(known.get());
        scales = growth.rest(known.get());
      }
      attributes.put(ROUNDING, new Attribute.Text(shrinks ? "ceil" : "floor"));
    }
    return new Node(
        "Resize", old.node().name(), List.of(x, "", scales), old.node().outputs(), attributes);
  }

  private static boolean any(float[] scales, boolean grows) {
    for (float scale : scales) {
      if (grows ? scale > 1 : scale < 1) {
        return true;
      }
    }
    return false;
  }

  /** A resize that makes some axes longer and others shorter, as one of each. */
  private record Growth(Old old, Map<String, Attribute> attributes, Site site) {
    String first(float[] scales) {
      float[] growing = scales.clone();
      for (int i = 0; i < growing.length; i++) {
        growing[i] = Math.max(1, growing[i]);
      }
      String grown = site.fresh(old.output() + "/grown");
      Map<String, Attribute> down = new TreeMap<>(attributes);
      down.put(ROUNDING, new Attribute.Text("floor"));
      List<String> inputs = List.of(old.input(0), "", array("growing", growing));
      site.node(new Node("Resize", grown, inputs, List.of(grown), down));
      return grown;
    }

    String rest(float[] scales) {
      float[] shrinking = scales.clone();
      for (int i = 0; i < shrinking.length; i++) {
        shrinking[i] = Math.min(1, shrinking[i]);
      }
      return array("shrinking", shrinking);
    }

    private String array(String what, float[] values) {
      String name = site.fresh(old.output() + "/" + what);
      site.array(Initializer.ofFloats(name, Shape.of(values.length), values));
      return name;
    }
  }

  /**
   * Since operator set 13 what isn't said may be left out, where it was an array of no elements
   * before, and one way to find places has gone.
   */
  static Node leaveOutEmpty(Old old, Site site) {
    List<String> inputs = new ArrayList<>(old.node().inputs());
    for (int i = 1; i < inputs.size(); i++) {
      if (site.constant(inputs.get(i)).filter(array -> array.shape().size() == 0).isPresent()) {
        inputs.set(i, "");
      }
    }
    while (inputs.size() > 1 && inputs.get(inputs.size() - 1).isEmpty()) {
      inputs.remove(inputs.size() - 1);
    }
    Old cleared = new Old(old.withInputs(inputs));
    boolean gone = old.text(MAPPING, "half_pixel").equals("tf_half_pixel_for_nn");
    return gone ? halfPixel(cleared) : cleared.node();
  }

  /** Its places were those of "half_pixel" and ½ more, so that what rounds them is another. */
  private static Node halfPixel(Old old) {
    String rounding =
        switch (old.text(ROUNDING, "round_prefer_floor")) {
          case "floor" -> "round_prefer_ceil";
          case "round_prefer_floor" -> "ceil";
          default -> throw old.refusal("finds places by \"tf_half_pixel_for_nn\"", "half_pixel");
        };
    Old mapped = new Old(old.with(MAPPING, new Attribute.Text("half_pixel")));
    return mapped.with(ROUNDING, new Attribute.Text(rounding));
  }
}
