/**
 * What becomes known of calls: a request's id, who asked for what, how it ended, and the line of
 * the access log that says so.
 */
@NullMarked
package dev.driftwood.server.access;

import org.jspecify.annotations.NullMarked;
