package dev.driftwood.runtime.image;

/**
 * A place of the input whose item cannot be used, though others can.
 *
 * @param error one line for the user
 */
public record BrokenImage(String id, String error) implements ImageItem {}
