package dev.driftwood.bench.soak;

import java.util.List;
import java.util.Map;

/**
 * What a soak came to.
 *
 * @param seconds it took
 * @param lines by scenario
 * @param surprises what was unexpected, the first few
 * @param server of what was looked at in the server's process; nothing of a server elsewhere
 */
public record SoakReport(
    double seconds, List<Line> lines, List<String> surprises, List<ServerState> server) {
  /** Copies the lists. */
  public SoakReport {
    lines = List.copyOf(lines);
    surprises = List.copyOf(surprises);
    server = List.copyOf(server);
  }

  /**
   * A scenario.
   *
   * @param outcomes how often each
   * @param median seconds of a request that half of them did not exceed
   * @param most the same for 99 of 100
   */
  public record Line(Scenario scenario, Map<Outcome, Long> outcomes, double median, double most) {
    /** Requests of any outcome. */
    public long requests() {
      return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Requests of one. */
    public long count(Outcome outcome) {
      return outcomes.getOrDefault(outcome, 0L);
    }
  }

  /**
   * The server's process, before and after.
   *
   * @param residentFirst bytes of memory, mean over the first tenth of the time
   * @param residentLast the same of the last
   * @param leaked what is open of ONNX Runtime at the end beyond what was at the beginning
   * @param openCalls that the server still holds when all clients have gone
   */
  public record ServerState(
      double residentFirst, double residentLast, long leaked, int openCalls) {}

  /** Requests of any outcome. */
  public long requests() {
    return lines.stream().mapToLong(Line::requests).sum();
  }

  /** Requests that did not end as they may. */
  public long unexpected() {
    return lines.stream().mapToLong(line -> line.count(Outcome.UNEXPECTED)).sum();
  }

  /** Whether all ended as it may, and nothing was left behind. */
  public boolean sound() {
    return unexpected() == 0
        && server.stream().allMatch(state -> state.leaked() == 0 && state.openCalls() == 0);
  }
}
