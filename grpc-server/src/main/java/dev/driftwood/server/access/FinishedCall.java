package dev.driftwood.server.access;

import java.time.Duration;
import java.time.Instant;

/**
 * A call from its beginning to its end.
 *
 * @param time when it ended
 * @param id of the request
 * @param method in full, as {@code driftwood.v1.DriftwoodService/Sample}
 * @param peer address and port
 * @param principal whose it was, by name; empty for anybody's
 * @param work what was done
 * @param end how it ended
 * @param took from its beginning
 */
public record FinishedCall(
    Instant time,
    String id,
    String method,
    String peer,
    String principal,
    CallWork work,
    CallEnd end,
    Duration took) {}
