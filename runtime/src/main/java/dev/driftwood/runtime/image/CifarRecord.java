package dev.driftwood.runtime.image;

/**
 * One record of a CIFAR file.
 *
 * @param label the class; for CIFAR-100 the fine one
 * @param image {@code [3, 32, 32]} unsigned bytes
 */
public record CifarRecord(int label, Image image) {}
