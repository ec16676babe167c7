package dev.driftwood.trainer.train;

/**
 * What learns.
 *
 * @param preset name of the network
 */
public record NetworkPlan(String preset) {}
