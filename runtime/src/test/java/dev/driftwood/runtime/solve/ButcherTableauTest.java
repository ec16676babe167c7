package dev.driftwood.runtime.solve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A method has order p where Σ b_i Φ_i(τ) = 1/γ(τ) for every rooted tree τ of up to p nodes.
 *
 * <p>Source: Hairer, Nørsett, Wanner, section II.2, theorem 2.13.
 */
class ButcherTableauTest {
  // Roundings of sums of products of numbers up to 13: measured 1e-14.
  private static final double ROUNDING = 3e-14;

  @ParameterizedTest
  @MethodSource("tableaus")
  void meetsTheConditionsOfItsOrder(ButcherTableau tableau) {
    for (Tree tree : Tree.upTo(tableau.order())) {
      assertThat(tree.defect(tableau, tableau::b)).as(tree.toString()).isLessThan(ROUNDING);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void embedsAMethodOfOrderFourAndNoMore(ButcherTableau pair) {
    IntToDoubleFunction embedded = i -> pair.b(i) - pair.e(i);
    for (Tree tree : Tree.upTo(4)) {
      assertThat(tree.defect(pair, embedded)).as(tree.toString()).isLessThan(ROUNDING);
    }
    double most = Tree.upTo(5).stream().mapToDouble(t -> t.defect(pair, embedded)).max().orElse(0);
    // Otherwise the estimate of the error would be of order 6: measured 8e-4 and 9e-4.
    assertThat(most).isGreaterThan(1e-4);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void lastStageOfAPairIsTheFirstOfTheNextStep(ButcherTableau pair) {
    int last = pair.stages() - 1;
    assertThat(pair.c(last)).isEqualTo(1.0);
    for (int j = 0; j < last; j++) {
      assertThat(pair.a(last, j)).isEqualTo(pair.b(j));
    }
    assertThat(pair.b(last)).isZero();
  }

  @Test
  void seventeenTreesHaveUpToFiveNodes() {
    assertThat(Tree.upTo(5)).hasSize(17).doesNotHaveDuplicates();
  }

  static Stream<ButcherTableau> tableaus() {
    Stream<ButcherTableau> simple =
        Stream.of(ButcherTableau.euler(), ButcherTableau.heun(), ButcherTableau.classical());
    return Stream.concat(simple, pairs());
  }

  static Stream<ButcherTableau> pairs() {
    return Stream.of(ButcherTableau.dormandPrince(), ButcherTableau.tsitouras());
  }

  /** A rooted tree: the trees that hang from its root, in an order that makes equal trees equal. */
  private record Tree(List<Tree> branches) {
    static List<Tree> upTo(int nodes) {
      return IntStream.rangeClosed(1, nodes).boxed().flatMap(n -> of(n).stream()).toList();
    }

    /** The trees of n nodes: every forest of n − 1 nodes under a root. */
    private static List<Tree> of(int nodes) {
      return forests(nodes - 1, nodes - 1, Integer.MAX_VALUE).stream().map(Tree::new).toList();
    }

    /**
     * Forests of so many nodes whose first tree is no later than the given one in a list of all.
     */
    private static List<List<Tree>> forests(int nodes, int size, int rank) {
      if (nodes == 0) {
        return List.of(List.of());
      }
      List<List<Tree>> forests = new ArrayList<>();
      for (int first = Math.min(size, nodes); first >= 1; first--) {
        List<Tree> trees = of(first);
        int from = first == size ? Math.min(rank, trees.size() - 1) : trees.size() - 1;
        for (int i = from; i >= 0; i--) {
          for (List<Tree> rest : forests(nodes - first, first, i)) {
            forests.add(Stream.concat(Stream.of(trees.get(i)), rest.stream()).toList());
          }
        }
      }
      return forests;
    }

    double defect(ButcherTableau tableau, IntToDoubleFunction weight) {
      double[] phi = weights(tableau);
      double sum =
          IntStream.range(0, phi.length).mapToDouble(i -> weight.applyAsDouble(i) * phi[i]).sum();
      return Math.abs(sum - 1.0 / density());
    }

    /** Φ_i: the product over the branches of Σ_j a_ij Φ_j(branch). */
    private double[] weights(ButcherTableau tableau) {
      double[] phi = new double[tableau.stages()];
      Arrays.fill(phi, 1.0);
      for (Tree branch : branches) {
        double[] below = branch.weights(tableau);
        for (int i = 0; i < phi.length; i++) {
          double sum = 0.0;
          for (int j = 0; j < i; j++) {
            sum += tableau.a(i, j) * below[j];
          }
          phi[i] *= sum;
        }
      }
      return phi;
    }

    private double density() {
      return nodes() * branches.stream().mapToDouble(Tree::density).reduce(1.0, (p, q) -> p * q);
    }

    private int nodes() {
      return 1 + branches.stream().mapToInt(Tree::nodes).sum();
    }
  }
}
