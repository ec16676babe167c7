package dev.driftwood.gateway;

import com.linecorp.armeria.common.RequestHeaders;
import io.grpc.CallOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header {@code Grpc-Timeout}: up to eight digits and a unit, such as {@code 90S}. */
record Timeout(Duration longest) {
  private static final String HEADER = "grpc-timeout";
  private static final Pattern FORM = Pattern.compile("(?<number>[0-9]{1,8})(?<unit>[HMSmun])");

  /** The options of a call that ends when its reader wants it to, or the server's time is over. */
  CallOptions options(RequestHeaders headers) {
    String text = headers.get(HEADER);
    if (text == null) {
      return CallOptions.DEFAULT.withDeadlineAfter(longest.toNanos(), TimeUnit.NANOSECONDS);
    }
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new BadBody(
          HEADER, HEADER + ": " + text + " (expected: digits and one of H, M, S, m, u, n)");
    }
    long number = Long.parseLong(matcher.group("number"));
    return CallOptions.DEFAULT.withDeadlineAfter(number, unit(matcher.group("unit")));
  }

  private static TimeUnit unit(String letter) {
    return switch (letter) {
      case "H" -> TimeUnit.HOURS;
      case "M" -> TimeUnit.MINUTES;
      case "S" -> TimeUnit.SECONDS;
      case "m" -> TimeUnit.MILLISECONDS;
      case "u" -> TimeUnit.MICROSECONDS;
      default -> TimeUnit.NANOSECONDS;
    };
  }
}
