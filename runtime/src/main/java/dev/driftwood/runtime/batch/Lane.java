package dev.driftwood.runtime.batch;

import dev.driftwood.runtime.solve.Query;

/** Questions that the same graph answers: only these can share a call. */
public enum Lane {
  /** For the drift alone. */
  DRIFT,
  /** For Jacobian-vector products. */
  PRODUCT;

  static Lane of(Query query) {
    return query.tangents().isEmpty() ? DRIFT : PRODUCT;
  }

  /** Rows of the lane's graph that a question takes. */
  static int units(Query query) {
    return units(query.tangents().size());
  }

  static int units(int tangents) {
    return Math.max(1, tangents);
  }
}
