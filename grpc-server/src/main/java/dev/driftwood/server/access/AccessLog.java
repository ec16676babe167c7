package dev.driftwood.server.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line of JSON for each call that has ended, but those that only ask whether the server is
 * well.
 */
public final class AccessLog implements CallObserver {
  private static final String HEALTH = "grpc.health.v1.Health/";

  private final Consumer<String> lines;
  private final BooleanSupplier wanted;

  private AccessLog(Consumer<String> lines, BooleanSupplier wanted) {
    this.lines = lines;
    this.wanted = wanted;
  }

  /** A log whose lines go somewhere; called by several threads. */
  public AccessLog(Consumer<String> lines) {
    this(lines, () -> true);
  }

  /** A log by SLF4J: of the logger {@code driftwood.access}, at the level of information. */
  public static AccessLog ofLogger() {
    Logger logger = LoggerFactory.getLogger("driftwood.access");
    return new AccessLog(logger::info, logger::isInfoEnabled);
  }

  @Override
  public void ended(FinishedCall call) {
    if (wanted.getAsBoolean() && !call.method().startsWith(HEALTH)) {
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
