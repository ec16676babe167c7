/**
 * Options that several commands share, each group turning what was typed into the runtime's plans.
 */
@NullMarked
package dev.driftwood.cli.option;

import org.jspecify.annotations.NullMarked;
