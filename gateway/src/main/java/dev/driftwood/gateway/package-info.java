/** The service for browsers and for whoever speaks HTTP and JSON, with a page to try it on. */
@NullMarked
package dev.driftwood.gateway;

import org.jspecify.annotations.NullMarked;
