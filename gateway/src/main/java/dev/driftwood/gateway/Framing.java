package dev.driftwood.gateway;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;

/** How messages of a stream are told apart. */
enum Framing {
  /** A line of JSON each. */
  LINES(MediaType.create("application", "x-ndjson"), "", "\n"),
  /** Server-sent events. */
  EVENTS(MediaType.EVENT_STREAM, "data: ", "\n\n");

  private final MediaType type;
  private final String before;
  private final String after;

  Framing(MediaType type, String before, String after) {
    this.type = type;
    this.before = before;
    this.after = after;
  }

  /** What a request asks for: lines unless it accepts events. */
  static Framing of(RequestHeaders headers) {
    return headers.get(HttpHeaderNames.ACCEPT, "").contains("text/event-stream") ? EVENTS : LINES;
  }

  MediaType type() {
    return type;
  }

  HttpData frame(String json) {
    return HttpData.ofUtf8(before + json + after);
  }
}
