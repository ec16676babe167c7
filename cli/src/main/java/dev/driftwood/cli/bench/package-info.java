/** The benchmarks' commands. */
@NullMarked
package dev.driftwood.cli.bench;

import org.jspecify.annotations.NullMarked;
