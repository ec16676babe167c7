/**
 * A client of the {@code driftwood.v1} service with the calls of the local API: {@link
 * dev.driftwood.client.DriftwoodClient} takes the same plans and gives the same numbers.
 */
@NullMarked
package dev.driftwood.client;

import org.jspecify.annotations.NullMarked;
