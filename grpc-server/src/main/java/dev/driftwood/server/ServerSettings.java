package dev.driftwood.server;

import dev.driftwood.wire.Authority;
import java.time.Duration;

/**
 * How a server is run.
 *
 * @param host address to listen on
 * @param port 0 to let the system pick one
 * @param workers threads for calls that take several tasks one after the other
 * @param calls calls that may be open
 * @param limits of one request
 * @param longest a request may take, whatever its deadline
 * @param patience how long a call waits for a reader that does not read
 * @param drain how long running calls may go on when the server stops
 * @param operation how it is operated
 * @param keeping of calls that can be resumed
 */
public record ServerSettings(
    String host,
    int port,
    int workers,
    int calls,
    RequestLimits limits,
    Duration longest,
    Duration patience,
    Duration drain,
    OperatingSettings operation,
    Keeping keeping) {
  /** The port by default. */
  public static final int DEFAULT_PORT = 50051;

  /** Checks the ranges. */
  public ServerSettings {
    if (!(port >= 0 && port <= 65_535)) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
    }
    if (!(workers >= 1)) {
      throw new IllegalArgumentException("workers: " + workers + " (expected: >= 1)");
    }
    if (!(calls >= 1)) {
      throw new IllegalArgumentException("calls: " + calls + " (expected: >= 1)");
    }
  }

  /** 4 workers, 256 open calls, an hour for a request, 30 s of patience and of drain. */
  public static ServerSettings of(String host, int port) {
    return new ServerSettings(
        host,
        port,
        4,
        256,
        RequestLimits.DEFAULT,
        Duration.ofHours(1),
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        OperatingSettings.DEFAULT,
        Keeping.DEFAULT);
  }

  /** {@code HOST:PORT}, an IPv6 address in brackets. */
  String address(int actualPort) {
    return Authority.of(host, actualPort);
  }

  /** The same with another time for running calls to end in. */
  public ServerSettings withDrain(Duration other) {
    return new ServerSettings(
        host, port, workers, calls, limits, longest, patience, other, operation, keeping);
  }

  /** The same with other limits of a request. */
  public ServerSettings withLimits(RequestLimits other) {
    return new ServerSettings(
        host, port, workers, calls, other, longest, patience, drain, operation, keeping);
  }

  /** The same with another number of open calls. */
  public ServerSettings withCalls(int other) {
    return new ServerSettings(
        host, port, workers, other, limits, longest, patience, drain, operation, keeping);
  }

  /** The same with another time that a request may take. */
  public ServerSettings withLongest(Duration other) {
    return new ServerSettings(
        host, port, workers, calls, limits, other, patience, drain, operation, keeping);
  }

  /** The same, keeping more or less of ended calls. */
  public ServerSettings withKeeping(Keeping other) {
    return new ServerSettings(
        host, port, workers, calls, limits, longest, patience, drain, operation, other);
  }

  /** The same with another patience. */
  public ServerSettings withPatience(Duration other) {
    return new ServerSettings(
        host, port, workers, calls, limits, longest, other, drain, operation, keeping);
  }

  /** The same operated otherwise. */
  public ServerSettings withOperation(OperatingSettings other) {
    return new ServerSettings(
        host, port, workers, calls, limits, longest, patience, drain, other, keeping);
  }
}
