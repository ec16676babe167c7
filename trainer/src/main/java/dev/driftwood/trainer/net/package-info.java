/**
 * The networks, each written once over the operator algebra, and the presets that name them.
 *
 * <p>Nothing here knows an engine: the same definition is trained, exported, differentiated and
 * counted by the interpreters of {@link dev.driftwood.runtime.ops}.
 */
@NullMarked
package dev.driftwood.trainer.net;

import org.jspecify.annotations.NullMarked;
