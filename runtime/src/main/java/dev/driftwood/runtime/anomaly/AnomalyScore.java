package dev.driftwood.runtime.anomaly;

import java.util.Locale;

/** The scores that an image gets; of each, more is more anomalous. */
public enum AnomalyScore {
  /**
   * The default: the squared Mahalanobis distance of all features together, those of the profile,
   * of the picture and the terms of the likelihood.
   */
  COMBINED,
  /** The squared Mahalanobis distance of the profile's features alone. */
  PROFILE,
  /** The same of the picture's statistics alone, for which no network is needed. */
  PICTURE,
  /** The negative log-likelihood, nats: a poor detector, as simple images are likely. */
  LIKELIHOOD,
  /**
   * |ln p − its usual value|, as what is too likely is odd too (E. Nalisnick et al.,
   * arXiv:1906.02994).
   */
  TYPICALITY,
  /** |prior − its usual value|, nats. */
  PRIOR,
  /** |divergence − its usual value|, nats. */
  DIVERGENCE,
  /** The bits that the model needs less those of a lossless code (arXiv:1909.11480). */
  COMPLEXITY;

  /** The name in columns and options. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether points have it too, which have no code length and are no pictures. */
  boolean ofPoints() {
    return this != PICTURE && this != COMPLEXITY;
  }
}
