package dev.driftwood.cli.serve;

import dev.driftwood.runtime.batch.Admission;
import dev.driftwood.runtime.batch.BatchSettings;
import dev.driftwood.server.Keeping;
import dev.driftwood.server.RequestLimits;
import dev.driftwood.server.ServerSettings;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How much a server takes in. */
@Command
final class LimitOptions {
  /** Below, no request fits. */
  private static final int LEAST_MESSAGE_BYTES = 1024;

  @Option(
      names = "--max-calls",
      paramLabel = "N",
      defaultValue = "256",
      description = "Calls that may be open; ${DEFAULT-VALUE} by default.")
  private int calls;

  @Option(
      names = "--max-seconds",
      paramLabel = "S",
      defaultValue = "3600",
      description =
          "Time that all waiting work, and so a request, may take; ${DEFAULT-VALUE} by default.")
  private long seconds;

  @Option(
      names = "--max-samples",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Samples of a request; ${DEFAULT-VALUE} by default.")
  private long samples;

  @Option(
      names = "--max-steps",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Steps of a row, or evaluations; ${DEFAULT-VALUE} by default.")
  private int steps;

  @Option(
      names = "--max-values",
      paramLabel = "N",
      defaultValue = "4294967296",
      description = "Numbers of all samples of a request; ${DEFAULT-VALUE} by default.")
  private long values;

  @Option(
      names = "--max-message-bytes",
      paramLabel = "N",
      defaultValue = "4194304",
      description = "Encoded size of a message; ${DEFAULT-VALUE} by default.")
  private int messageBytes;

  @Option(
      names = "--max-batch",
      paramLabel = "N",
      defaultValue = "64",
      description = "Rows of a network call; ${DEFAULT-VALUE} by default.")
  private int batch;

  @Option(
      names = "--keep-seconds",
      paramLabel = "S",
      defaultValue = "600",
      description =
          "For how long a call of samples whose stream has ended can be resumed, at most a day; 0"
              + " for never. ${DEFAULT-VALUE} by default.")
  private long keepSeconds;

  @Option(
      names = "--keep-bytes",
      paramLabel = "N",
      defaultValue = "67108864",
      description = "Memory for calls that can be resumed; ${DEFAULT-VALUE} by default.")
  private long keepBytes;

  ServerSettings settings(String host, int port) {
    int repeats = RequestLimits.DEFAULT.repeats();
    return ServerSettings.of(host, port)
        .withCalls(Count.of("max-calls", calls))
        .withLongest(longest())
        .withKeeping(new Keeping(Duration.ofSeconds(keepSeconds), keepBytes))
        .withLimits(
            new RequestLimits(
                Count.of("max-samples", samples),
                Count.of("max-steps", steps),
                repeats,
                (int) Count.atLeast("max-message-bytes", LEAST_MESSAGE_BYTES, messageBytes),
                Count.of("max-values", values)));
  }

  private Duration longest() {
    return Seconds.positive("max-seconds", seconds);
  }

  BatchSettings batches() {
    return BatchSettings.DEFAULT.withMostRows(Count.of("max-batch", batch));
  }

  Admission admission() {
    return new Admission(longest(), Admission.usual().mostBytes());
  }
}
