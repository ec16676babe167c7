package dev.driftwood.server.access;

import java.time.Duration;
import java.util.Optional;

/**
 * What was done for a call.
 *
 * @param model that it asked for, {@code NAME/VERSION}; empty where it did not come to that
 * @param rows samples or scores
 * @param evaluations of the network
 * @param superseded messages that were not sent as newer ones came
 * @param waited from its admission until the first of its evaluations was made
 */
public record CallWork(
    String model, long rows, long evaluations, long superseded, Optional<Duration> waited) {}
