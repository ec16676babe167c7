package dev.driftwood.runtime.ops;

import dev.driftwood.runtime.graph.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * An Einstein summation, its equation resolved for operands of some ranks: every axis has a label,
 * those that an ellipsis stands for too. The result is the product of the operands' elements,
 * summed over the labels that it does not have.
 *
 * @param operands labels of the axes of each operand
 * @param result labels of the axes of the result
 */
public record Einsum(List<List<String>> operands, List<String> result) {
  private static final String ELLIPSIS = "...";

  public Einsum {
    operands = operands.stream().map(List::copyOf).toList();
    result = List.copyOf(result);
  }

  /**
   * Resolves an equation as ONNX writes it, such as {@code "...ij,...jk->...ik"}.
   *
   * @param ranks number of axes of each operand
   * @throws IllegalArgumentException where the equation does not fit them
   */
  public static Einsum of(String equation, List<Integer> ranks) {
    String[] sides = equation.replace(" ", "").split("->", -1);
    String[] terms = sides[0].split(",", -1);
    if (terms.length != ranks.size() || sides.length > 2) {
      throw new IllegalArgumentException(
          "equation: \"%s\" (expected: one for %d operands)".formatted(equation, ranks.size()));
    }
    List<List<String>> operands = new ArrayList<>();
    for (int i = 0; i < terms.length; i++) {
      operands.add(labels(terms[i], ranks.get(i)));
    }
    List<String> ellipsis = ellipsis(operands);
    return new Einsum(
        operands, sides.length == 2 ? split(sides[1], ellipsis) : implicit(operands, ellipsis));
  }

  private static List<String> labels(String term, int rank) {
    int letters = term.replace(ELLIPSIS, "").length();
    int hidden = rank - letters;
    if (hidden < 0 || (hidden > 0 && !term.contains(ELLIPSIS))) {
      throw new IllegalArgumentException(
          "term: \"%s\" (expected: labels for %d axes)".formatted(term, rank));
    }
    // Counted from the right, as broadcasting aligns axes.
    return split(term, IntStream.range(0, hidden).mapToObj(i -> ELLIPSIS + (hidden - i)).toList());
  }

  private static List<String> split(String term, List<String> ellipsis) {
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < term.length(); i++) {
      if (term.startsWith(ELLIPSIS, i)) {
        labels.addAll(ellipsis);
        i += ELLIPSIS.length() - 1;
      } else {
        labels.add(term.substring(i, i + 1));
      }
    }
    return labels;
  }

  /** The longest of the operands' ellipses. */
  private static List<String> ellipsis(List<List<String>> operands) {
    return operands.stream()
        .map(labels -> labels.stream().filter(label -> label.startsWith(ELLIPSIS)).toList())
        .max(Comparator.comparingInt(List::size))
        .orElse(List.of());
  }

  /** What an equation without an arrow means: the ellipsis, and labels met once, by alphabet. */
  private static List<String> implicit(List<List<String>> operands, List<String> ellipsis) {
    Map<String, Integer> uses = new TreeMap<>();
    operands.forEach(labels -> labels.forEach(label -> uses.merge(label, 1, Integer::sum)));
    List<String> result = new ArrayList<>(ellipsis);
    uses.forEach(
        (label, count) -> {
          if (count == 1 && !label.startsWith(ELLIPSIS)) {
            result.add(label);
          }
        });
    return result;
  }

  /** The labels of the operands from one on, and of the result, each once. */
  private Set<String> neededFrom(int operand) {
    Set<String> needed = new LinkedHashSet<>(result);
    operands.subList(operand, operands.size()).forEach(needed::addAll);
    return needed;
  }

  /** All labels, those of the result first. */
  public List<String> joint() {
    return List.copyOf(neededFrom(0));
  }

  /**
   * The size of each label: that of its axes, of which some may have size 1 and broadcast.
   *
   * @throws IllegalArgumentException where two axes of a label don't fit
   */
  public Map<String, Integer> sizes(List<Shape> shapes) {
    Map<String, Integer> sizes = new HashMap<>();
    for (int i = 0; i < operands.size(); i++) {
      for (int axis = 0; axis < operands.get(i).size(); axis++) {
        Shape size = Shape.of(shapes.get(i).dim(axis));
        sizes.merge(
            operands.get(i).get(axis),
            size.dim(0),
            (known, more) -> Shape.of(known).broadcast(size).dim(0));
      }
    }
    return sizes;
  }

  /**
   * Multiply-adds for a batch of one row, the operands being multiplied one after the other and
   * summed over a label as soon as nothing needs it any more.
   */
  long multiplyAdds(List<Shape> shapes) {
    Map<String, Integer> sizes = sizes(shapes);
    Set<String> product = new LinkedHashSet<>(operands.get(0));
    long total = 0;
    for (int i = 1; i < operands.size(); i++) {
      product.addAll(operands.get(i));
      total += new Shape(product.stream().map(sizes::get).toList()).size();
      product.retainAll(neededFrom(i + 1));
    }
    return total;
  }
}
