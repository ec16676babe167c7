package dev.driftwood.trainer.report;

/**
 * A point of the plane.
 *
 * @param x to the right
 * @param y upwards
 */
public record Point(double x, double y) {}
