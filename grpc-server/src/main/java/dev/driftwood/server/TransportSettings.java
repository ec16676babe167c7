package dev.driftwood.server;

import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How connections are kept.
 *
 * @param callsPerConnection that may be open
 * @param keepAlive without a word from a client until it is asked whether it is there
 * @param keepAliveTimeout for its answer
 * @param clientKeepAlive how often a client may ask that at the most
 * @param handshake until a connection must be made
 * @param age after which a client is asked to connect anew, so that load spreads over new servers
 * @param ageGrace for calls on an old connection to end
 */
public record TransportSettings(
    int callsPerConnection,
    Duration keepAlive,
    Duration keepAliveTimeout,
    Duration clientKeepAlive,
    Duration handshake,
    Optional<Duration> age,
    Duration ageGrace) {
  /** 128 calls; a minute, and 20 s for an answer; 20 s; 20 s; no age; an hour of grace. */
  public static final TransportSettings DEFAULT =
      new TransportSettings(
          128,
          Duration.ofSeconds(60),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Optional.empty(),
          Duration.ofHours(1));

  // Against clients that open and reset calls as fast as they can.
  private static final int RESETS_PER_WINDOW = 200;
  private static final int RESET_WINDOW_SECONDS = 30;

  /** Checks the ranges. */
  public TransportSettings {
    if (!(callsPerConnection >= 1)) {
      throw new IllegalArgumentException(
          "callsPerConnection: " + callsPerConnection + " (expected: >= 1)");
    }
    requirePositive("keepAlive", keepAlive);
    requirePositive("keepAliveTimeout", keepAliveTimeout);
    requirePositive("clientKeepAlive", clientKeepAlive);
    requirePositive("handshake", handshake);
    age.ifPresent(some -> requirePositive("age", some));
    requirePositive("ageGrace", ageGrace);
  }

  private static void requirePositive(String name, Duration duration) {
    if (!(duration.toMillis() >= 1)) {
      throw new IllegalArgumentException(name + ": " + duration + " (expected: > 0)");
    }
  }

  /** Gives a server these. */
  NettyServerBuilder apply(NettyServerBuilder builder) {
    builder
        .maxConcurrentCallsPerConnection(callsPerConnection)
        .maxRstFramesPerWindow(RESETS_PER_WINDOW, RESET_WINDOW_SECONDS)
        .keepAliveTime(keepAlive.toMillis(), TimeUnit.MILLISECONDS)
        .keepAliveTimeout(keepAliveTimeout.toMillis(), TimeUnit.MILLISECONDS)
        .permitKeepAliveTime(clientKeepAlive.toMillis(), TimeUnit.MILLISECONDS)
        .permitKeepAliveWithoutCalls(true)
        .maxConnectionAgeGrace(ageGrace.toMillis(), TimeUnit.MILLISECONDS)
        .handshakeTimeout(handshake.toMillis(), TimeUnit.MILLISECONDS);
    age.ifPresent(some -> builder.maxConnectionAge(some.toMillis(), TimeUnit.MILLISECONDS));
    return builder;
  }
}
