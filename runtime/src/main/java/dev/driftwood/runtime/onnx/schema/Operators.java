package dev.driftwood.runtime.onnx.schema;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.failure.NearestName;
import dev.driftwood.runtime.graph.Node;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/** The operators of ONNX's default domain, from operator set 17 on. */
public final class Operators {
  private static final Map<String, NavigableMap<Integer, OperatorForm>> FORMS = load();

  /** No operator's name is longer, and a file's may be as long as the file. */
  private static final int LONGEST = 64;

  private Operators() {}

  private static Map<String, NavigableMap<Integer, OperatorForm>> load() {
    Map<String, NavigableMap<Integer, OperatorForm>> forms = new HashMap<>();
    InputStream file = Operators.class.getResourceAsStream("operators.txt");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(OperatorForm::parse)
          .forEach(
              form -> {
                NavigableMap<Integer, OperatorForm> versions =
                    forms.computeIfAbsent(form.name(), name -> new TreeMap<>());
                form.versions().forEach(version -> versions.put(version, form));
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return forms;
  }

  /** The forms of all operators of a version, by name. */
  static List<OperatorForm> forms(int opset) {
    return FORMS.values().stream()
        .map(versions -> versions.floorEntry(opset))
        .filter(Objects::nonNull)
        .map(Map.Entry::getValue)
        .sorted(Comparator.comparing(OperatorForm::name))
        .toList();
  }

  /** Whether an operator gives as many results as its graphs or its sizes say. */
  public static boolean givesAnyNumber(String op) {
    return FORMS.containsKey(op)
        && FORMS.get(op).lastEntry().getValue().outputs().stream().anyMatch(Slot::repeated);
  }

  /** The form that a node must have. */
  static OperatorForm form(Node node, int opset) {
    return entry(node, opset).getValue();
  }

  /**
   * The version of the operator set that a node's operator was last declared in.
   *
   * @param opset the version that is used, at least 17
   * @throws DriftwoodException where it has no such operator
   */
  public static int since(Node node, int opset) {
    return entry(node, opset).getKey();
  }

  private static Map.Entry<Integer, OperatorForm> entry(Node node, int opset) {
    NavigableMap<Integer, OperatorForm> versions = FORMS.get(node.op());
    if (versions == null) {
      throw new DriftwoodException(
          "%s is of no operator that ONNX has in operator set %d (expected: one of its default domain%s)"
              .formatted(node, opset, nearest(node.op())));
    }
    Map.Entry<Integer, OperatorForm> form = versions.floorEntry(opset);
    if (form == null) {
      throw new DriftwoodException(
          "%s is of an operator that came with operator set %d (expected: one of set %d)"
              .formatted(node, versions.firstKey(), opset));
    }
    return form;
  }

  private static String nearest(String op) {
    return op.length() > LONGEST
        ? ""
        : NearestName.of(op, FORMS.keySet()).map(name -> "; nearest: " + name).orElse("");
  }
}
