/** What serving costs: a server's throughput and latency against the same work without one. */
@NullMarked
package dev.driftwood.bench.serve;

import org.jspecify.annotations.NullMarked;
