package dev.driftwood.cli.model;

import dev.driftwood.runtime.derivative.DifferentiableOperator;
import dev.driftwood.runtime.derivative.RuleKind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The page of the documentation that lists operators, in Markdown.
 *
 * @param operators what it lists
 */
record OperatorsPage(List<DifferentiableOperator> operators) {
  private static final String INTRODUCTION =
      """
      # Operators that likelihoods go through

      A likelihood needs products of the network's Jacobian with vectors. ONNX Runtime has no derivatives, so Driftwood
      reads the network's graph and writes the one that computes these products too, in forward mode: beside each node that
      depends on the state `x` go nodes for its tangent. Sampling needs no rules.

      - **Read** are graphs of the operator sets 9 to 24. Older forms of an operator are brought to set 17.
      - **Carried over untouched** is what does not depend on `x`, whatever the operator: embeddings of time and label,
        weights, shapes. Its tangent is zero and costs nothing.
      - **Refused** are operators without a rule where `x` reaches them, and all `com.microsoft` operators, which ONNX
        Runtime's optimiser writes: export the network as it was before that. The message names operator, node and operator
        set.

      """;

  private static final String LEGEND =
      """
      In the table `x` is the operator's data, `a`, `b`, … are its inputs where it has several, `y` is its result, and `dx`,
      `da`, `db`, `dy` are their tangents. The tangent of an input that does not depend on the state is left out, not computed
      as zero. The kinds are:

      """;

  private static final String CLOSING =
      """

      This page is printed by `driftwood operators --markdown`; `driftwood operators --json` prints the table for programs.
      """;

  /** The page's lines. */
  List<String> lines() {
    return Stream.of(INTRODUCTION.lines(), legend(), table(), CLOSING.lines())
        .flatMap(lines -> lines)
        .toList();
  }

  private static Stream<String> legend() {
    Stream<String> kinds =
        Arrays.stream(RuleKind.values())
            .map(kind -> "- *%s*: %s".formatted(kind.label(), kind.description()));
    return Stream.of(LEGEND.lines(), kinds, Stream.of("")).flatMap(lines -> lines);
  }

  private Stream<String> table() {
    Stream<String> head = Stream.of("| operator | kind | tangent |", "| --- | --- | --- |");
    return Stream.concat(head, operators.stream().map(OperatorsPage::row));
  }

  private static String row(DifferentiableOperator operator) {
    String formula = operator.formula().replaceAll("([|*_<\\\\])", "\\\\$1");
    return "| %s | %s | %s |".formatted(operator.op(), operator.kind().label(), formula);
  }
}
