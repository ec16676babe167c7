/** The command that shows the whole road. */
@NullMarked
package dev.driftwood.cli.demo;

import org.jspecify.annotations.NullMarked;
