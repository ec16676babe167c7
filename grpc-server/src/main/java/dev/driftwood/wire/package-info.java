/**
 * Messages of {@code driftwood.v1} and the runtime's plans, images and results, each way; what the
 * server and its client share. A value that does not fit is an {@link
 * dev.driftwood.wire.InvalidField} with the path of its field.
 */
@NullMarked
package dev.driftwood.wire;

import org.jspecify.annotations.NullMarked;
