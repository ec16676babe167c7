package dev.driftwood.runtime.ort;

import dev.driftwood.runtime.solve.Query;
import java.util.ArrayList;
import java.util.List;

/**
 * Some of a query's tangents, whose products share one pass of the plain network.
 *
 * @param place of the query among those asked together
 * @param query the query
 * @param first of its tangents
 * @param size how many follow each other, one of {@link #SIZES}
 */
record TangentGroup(int place, Query query, int first, int size) {
  /**
   * Sizes of groups, the largest first; each costs a session. With 8 products the plain pass is a
   * tenth of the work.
   */
  static final List<Integer> SIZES = List.of(8, 4, 2, 1);

  /** The groups of a query: as many of the largest size as there are, then of the next. */
  static List<TangentGroup> of(int place, Query query) {
    List<TangentGroup> groups = new ArrayList<>();
    int count = query.tangents().size();
    int first = 0;
    for (int size : SIZES) {
      for (; count - first >= size; first += size) {
        groups.add(new TangentGroup(place, query, first, size));
      }
    }
    return groups;
  }

  /** One of its tangents, made as it is asked for. */
  double[] tangent(int index) {
    return query.tangents().get(first + index);
  }
}
