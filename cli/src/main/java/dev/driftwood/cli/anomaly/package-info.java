/** Anomalies on their way to a table, maps, a contact sheet and the report of a labelled mix. */
@NullMarked
package dev.driftwood.cli.anomaly;

import org.jspecify.annotations.NullMarked;
