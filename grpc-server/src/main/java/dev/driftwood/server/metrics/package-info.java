/** What a server does, in numbers that Prometheus reads; the only place that knows its library. */
@NullMarked
package dev.driftwood.server.metrics;

import org.jspecify.annotations.NullMarked;
