/**
 * One-file HTML reports: prose, tables and pictures, readable without a network, a script or fonts
 * of its own.
 *
 * <p>Pictures are vector graphics that take their colours from the page, so they follow its light
 * and dark appearance and need no fonts where they are drawn; maps of numbers are embedded PNG.
 */
@NullMarked
package dev.driftwood.trainer.report;

import org.jspecify.annotations.NullMarked;
