/**
 * Who may call, and how much: encryption with certificates that may change under a running server,
 * tokens, and quotas of calls and of network evaluations.
 */
@NullMarked
package dev.driftwood.server.security;

import org.jspecify.annotations.NullMarked;
