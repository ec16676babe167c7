package dev.driftwood.server.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/**
 * One line of JSON for each call that has ended, but those that only ask whether the server is
 * well.
 */
public final class AccessLog implements CallObserver {
  private static final String HEALTH = "grpc.health.v1.Health/";

  private final Consumer<String> lines;

  /** A log whose lines go somewhere; called by several threads. */
  public AccessLog(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void ended(FinishedCall call) {
    if (!call.method().startsWith(HEALTH)) {
      lines.accept(line(call));
    }
  }

  static String line(FinishedCall call) {
    ObjectNode line =
        JsonNodeFactory.instance
            .objectNode()
            .put("time", call.time().truncatedTo(ChronoUnit.MILLIS).toString())
            .put("request_id", call.id())
            .put("method", call.method())
            .put("model", call.work().model())
            .put("peer", call.peer())
            .put("principal", call.principal())
            .put("status", call.end().code().name())
            .put("reason", call.end().reason())
            .put("rows", call.work().rows())
            .put("evaluations", call.work().evaluations())
            .put("superseded", call.work().superseded());
    call.work().waited().ifPresent(waited -> line.put("queued_ms", milliseconds(waited)));
    return line.put("total_ms", milliseconds(call.took())).toString();
  }

  /** To a microsecond. */
  private static double milliseconds(Duration duration) {
    return Math.round(1e-3 * duration.toNanos()) / 1e3;
  }
}
