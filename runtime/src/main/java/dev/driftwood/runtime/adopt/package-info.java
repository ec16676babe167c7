/**
 * Networks that were trained elsewhere: how they are looked at, checked, simplified, and wrapped
 * into a graph that gives the drift.
 */
@NullMarked
package dev.driftwood.runtime.adopt;

import org.jspecify.annotations.NullMarked;
