package dev.driftwood.runtime.anomaly;

/**
 * One score of an image.
 *
 * @param value more is more anomalous
 * @param pValue the share of images of the reference's kind that would have as large a score
 */
public record Judgement(double value, double pValue) {}
