package dev.driftwood.trainer.train;

import dev.driftwood.runtime.artefact.OutputKind;

/**
 * What learns.
 *
 * @param preset name of the network
 * @param target what the network gives
 */
public record NetworkPlan(String preset, OutputKind target) {}
