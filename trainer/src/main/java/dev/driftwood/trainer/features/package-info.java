/** Classifiers whose hidden layers describe images, for distances between sets of images. */
@NullMarked
package dev.driftwood.trainer.features;

import org.jspecify.annotations.NullMarked;
