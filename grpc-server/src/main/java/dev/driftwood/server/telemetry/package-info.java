/**
 * Traces and metrics of calls by OpenTelemetry, sent to a collector; the only place that knows its
 * libraries.
 */
@NullMarked
package dev.driftwood.server.telemetry;

import org.jspecify.annotations.NullMarked;
