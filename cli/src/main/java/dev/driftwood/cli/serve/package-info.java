/** The commands of the service: the server itself, and the client's side of it. */
@NullMarked
package dev.driftwood.cli.serve;

import org.jspecify.annotations.NullMarked;
