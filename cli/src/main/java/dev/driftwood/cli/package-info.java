/**
 * The {@code driftwood} command: {@link dev.driftwood.cli.Main} finds the sub-commands by {@link
 * java.util.ServiceLoader} and turns every failure into one line and an exit code.
 */
@NullMarked
package dev.driftwood.cli;

import org.jspecify.annotations.NullMarked;
