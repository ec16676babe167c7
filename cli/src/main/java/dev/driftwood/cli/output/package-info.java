/** What commands write: score tables, sample files, and the report on standard output. */
@NullMarked
package dev.driftwood.cli.output;

import org.jspecify.annotations.NullMarked;
