package dev.driftwood.runtime.derivative;

import java.util.Locale;

/** The ways in which operators are differentiated. */
public enum RuleKind {
  /** Linear in its data: the same node on the tangent. */
  LINEAR("the same node on the tangent"),
  /** Linear in each of several inputs: the product rule. */
  MULTILINEAR("the product rule over its inputs"),
  /** A formula of its own for the tangent. */
  FORMULA("a formula for the tangent"),
  /** Written in primitives, which have their rules. */
  LOWERED("lowered to primitives"),
  /** Its results have no derivative: whole numbers, comparisons, shapes. */
  BLOCKED("its result carries no tangent");

  private final String description;

  RuleKind(String description) {
    this.description = description;
  }

  /** The kind's name as lists show it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind in words. */
  public String description() {
    return description;
  }
}
