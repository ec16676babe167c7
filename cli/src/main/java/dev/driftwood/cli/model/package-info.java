/** The commands around an artefact on this machine: sample, score, look inside, write again. */
@NullMarked
package dev.driftwood.cli.model;

import org.jspecify.annotations.NullMarked;
