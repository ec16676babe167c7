package dev.driftwood.trainer.train;

import java.time.Duration;

/**
 * Where a run stands.
 *
 * @param iteration steps done
 * @param iterations steps to do
 * @param loss mean over the steps since the last report, nats per item up to the weighting
 * @param imagesPerSecond over the same steps, evaluations and checkpoints not counted
 * @param waiting the share of their time that was spent waiting for data
 * @param remaining time to the end at that speed
 */
public record Progress(
    long iteration,
    long iterations,
    double loss,
    double imagesPerSecond,
    double waiting,
    Duration remaining) {}
