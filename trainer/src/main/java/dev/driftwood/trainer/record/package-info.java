/**
 * What a run shows of itself: the page report.html, made from the files of the run folder alone.
 */
@NullMarked
package dev.driftwood.trainer.record;

import org.jspecify.annotations.NullMarked;
