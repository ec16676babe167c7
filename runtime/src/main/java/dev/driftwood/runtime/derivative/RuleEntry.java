package dev.driftwood.runtime.derivative;

/**
 * A line of the table of rules.
 *
 * @param op the operator
 * @param kind how it is differentiated
 * @param formula the tangent in terms of inputs, tangents and results, or what is special
 * @param rule the rule
 */
record RuleEntry(String op, RuleKind kind, String formula, Rule rule) {}
