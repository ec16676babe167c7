/** Fetches public data sets through DJL's repository of basic data sets. */
@NullMarked
package dev.driftwood.trainer.djl.data;

import org.jspecify.annotations.NullMarked;
