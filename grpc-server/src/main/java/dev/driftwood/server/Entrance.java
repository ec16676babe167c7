package dev.driftwood.server;

import io.grpc.Server;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** All ways in: gRPC's own transport, and further doors. They close together. */
final class Entrance {
  private final Server server;
  private final List<Door> doors = new CopyOnWriteArrayList<>();

  Entrance(Server server) {
    this.server = server;
  }

  void add(Door door) {
    doors.add(door);
  }

  void stopTaking() {
    server.shutdown();
    doors.forEach(Door::stopTaking);
  }

  /** Gives calls and connections one common time to end; whether all did. */
  boolean await(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    boolean empty = server.awaitTermination(time.toNanos(), TimeUnit.NANOSECONDS);
    for (Door door : doors) {
      empty &= door.await(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
    return empty;
  }

  void cut() {
    server.shutdownNow();
    doors.forEach(Door::cut);
  }
}
