/**
 * What a run looks at while it trains: samples and held-out likelihood, computed by the runtime
 * from the exported network, as users of the artefact will.
 */
@NullMarked
package dev.driftwood.trainer.evaluation;

import org.jspecify.annotations.NullMarked;
