/**
 * The {@code driftwood.v1} service: {@link dev.driftwood.server.DriftwoodServer} serves the models
 * of a {@link dev.driftwood.server.models.ModelRepository}.
 *
 * <p>The threads of the transport check a request, let it in or refuse it before anything is sent,
 * and hand it to its model's network, whose one thread steps the rows of all requests. What that
 * thread has to tell goes into an {@link dev.driftwood.server.Outbox}, from which a writer sends
 * when the reader has room. A call leaves the network between two evaluations when it is cancelled
 * or its deadline has passed.
 */
@NullMarked
package dev.driftwood.server;

import org.jspecify.annotations.NullMarked;
