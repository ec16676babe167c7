/**
 * What commands write: samples as pictures and arrays, tables, charts, and the report on standard
 * output.
 */
@NullMarked
package dev.driftwood.cli.output;

import org.jspecify.annotations.NullMarked;
