/** The samplers: numerical methods from noise to data, by name and with what can be set of them. */
@NullMarked
package dev.driftwood.runtime.sampler;

import org.jspecify.annotations.NullMarked;
