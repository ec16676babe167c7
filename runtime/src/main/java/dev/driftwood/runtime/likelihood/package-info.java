/**
 * Log-likelihoods of rows under a score-based model, in nats and in the data space of the network:
 * the probability-flow integral, the evidence lower bound and that of a chain of discrete times,
 * each as a stepper that rides on the same integrator as sampling.
 *
 * <p>All noise is drawn under the row's key and dequantisation draw: probe vectors under {@link
 * dev.driftwood.runtime.noise.Purpose#PROBE}, times under {@link
 * dev.driftwood.runtime.noise.Purpose#TIME}, the ε of noised points under {@link
 * dev.driftwood.runtime.noise.Purpose#SOLVER}. The trajectory uses probes 0 … K − 1 with step 0;
 * the bound uses probe 0 with the number of the stratum as step, for all three purposes; the gap
 * uses probe 0 with step 4095. The chain uses probe 0 too, steps 0 to 3 for its last term, and
 * those from 4 on for its times.
 */
@NullMarked
package dev.driftwood.runtime.likelihood;

import org.jspecify.annotations.NullMarked;
