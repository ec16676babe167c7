package dev.driftwood.server.security;

/**
 * A client that has a token.
 *
 * @param name of the client
 * @param digest SHA-256 of the token, as hexadecimal digits; the token itself is nowhere
 * @param quota of the client
 */
record KnownToken(String name, String digest, Quota quota) {}
