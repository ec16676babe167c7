/**
 * The {@code driftwood.v1} service: {@link dev.driftwood.server.ModelRepository} loads models,
 * {@link dev.driftwood.server.DriftwoodServer} serves them.
 *
 * <p>Calls are answered by a bounded number of workers; the threads of the transport only check and
 * hand over. A call writes when its reader has room, and stops between two evaluations of the
 * network when it is cancelled or its deadline has passed.
 */
@NullMarked
package dev.driftwood.server;

import org.jspecify.annotations.NullMarked;
