package dev.driftwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.proto.v1.DriftwoodServiceGrpc;
import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.proto.v1.SampleEvent;
import dev.driftwood.proto.v1.SampleRequest;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code driftwood serve} in a process of its own, which can be sent signals, and calls of it. */
final class ServeProcess implements AutoCloseable {
  private final Path work;
  private final Process process;
  private @Nullable ManagedChannel channel;

  private ServeProcess(Path work, Process process) {
    this.work = work;
    this.process = process;
  }

  /**
   * Starts one.
   *
   * @param work where it writes, and its virtual machine if it crashes
   */
  static ServeProcess start(Path work, Path models, Object... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("serve", "--models", models.toString()));
    Arrays.stream(options).map(Object::toString).forEach(command::add);
    Process process =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectOutput(work.resolve("out.txt").toFile())
            .redirectError(work.resolve("err.txt").toFile())
            .start();
    return new ServeProcess(work, process);
  }

  /** Waits until it has said something. */
  String await(String file, Predicate<String> line) throws IOException, InterruptedException {
    for (int i = 0; i < 1200; i++) {
      try (Stream<String> lines = Files.lines(work.resolve(file))) {
        List<String> found = lines.filter(line).limit(1).toList();
        if (!found.isEmpty()) {
          return found.get(0);
        }
      }
      if (!process.isAlive()) {
        break;
      }
      Thread.sleep(25);
    }
    throw new AssertionError(errors());
  }

  /** The port, once it listens. */
  int port() throws IOException, InterruptedException {
    String line = await("out.txt", said -> said.matches("listening on .*:\\d+"));
    return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
  }

  String errors() throws IOException {
    return Files.readString(work.resolve("err.txt"));
  }

  /** Sends the signal that asks a process to end. */
  void terminate() {
    process.destroy();
  }

  /** Ends it without asking. */
  void kill() {
    process.destroyForcibly();
  }

  /** How it ended, without a crash of the virtual machine. */
  int exitCode() throws Exception {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    try (Stream<Path> files = Files.list(work)) {
      assertThat(files.map(file -> file.getFileName().toString()).toList())
          .noneMatch(name -> name.startsWith("hs_err"));
    }
    return process.exitValue();
  }

  /** A connection to it. */
  DriftwoodServiceGrpc.DriftwoodServiceBlockingStub stub() throws Exception {
    ManagedChannel known = channel;
    if (known == null) {
      known = NettyChannelBuilder.forAddress("127.0.0.1", port()).usePlaintext().build();
      channel = known;
    }
    return DriftwoodServiceGrpc.newBlockingStub(known);
  }

  /**
   * A stream of points by Euler's method that has begun.
   *
   * @param end the status it ends with, {@code OK} only after a summary
   * @param rows that were received
   */
  record Running(CompletableFuture<Status.Code> end, List<SampleEvent> rows) {}

  /** Begins a stream; refused ones have ended when this returns. */
  Running begin(long count, int steps) throws Exception {
    SampleRequest request =
        SampleRequest.newBuilder()
            .setModel(ModelRef.newBuilder().setName("points"))
            .setCount(count)
            .setSampler("euler")
            .setSteps(steps)
            .build();
    Iterator<SampleEvent> events = stub().sample(request);
    List<SampleEvent> rows = new java.util.concurrent.CopyOnWriteArrayList<>();
    CompletableFuture<Status.Code> end = new CompletableFuture<>();
    try {
      assertThat(events.next().hasAccepted()).isTrue();
    } catch (StatusRuntimeException e) {
      end.complete(e.getStatus().getCode());
      return new Running(end, rows);
    }
    Thread reader = new Thread(() -> read(events, rows, end));
    reader.setDaemon(true);
    reader.start();
    return new Running(end, rows);
  }

  private static void read(
      Iterator<SampleEvent> events, List<SampleEvent> rows, CompletableFuture<Status.Code> end) {
    try {
      SampleEvent last = SampleEvent.getDefaultInstance();
      while (events.hasNext()) {
        last = events.next();
        if (last.hasSample()) {
          rows.add(last);
        }
      }
      end.complete(last.hasSummary() ? Status.Code.OK : Status.Code.DATA_LOSS);
    } catch (StatusRuntimeException e) {
      end.complete(e.getStatus().getCode());
    }
  }

  @Override
  public void close() {
    if (channel != null) {
      channel.shutdownNow();
    }
    process.destroyForcibly();
  }
}
