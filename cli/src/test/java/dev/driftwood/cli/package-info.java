/** The command in this process, with its streams caught. */
@NullMarked
package dev.driftwood.cli;

import org.jspecify.annotations.NullMarked;
