package dev.driftwood.trainer.evaluation;

import java.util.OptionalDouble;

/**
 * How a set of images stands to the reference set of as many.
 *
 * @param frechet squared Fréchet distance of the features
 * @param kernel squared kernel distance of the features, without bias
 * @param precision share of its images among the reference's
 * @param recall share of the reference's images among its own
 * @param classScore a classifier's score of it, where there is a classifier
 * @param labelAgreement share of its images of the class that they should have, where that is said
 */
public record SetComparison(
    double frechet,
    double kernel,
    double precision,
    double recall,
    OptionalDouble classScore,
    OptionalDouble labelAgreement) {}
