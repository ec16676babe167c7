package dev.driftwood.server.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A probe's process in which a file called {@code bad.onnx} does what hostile files do. */
final class Misbehaving {
  private Misbehaving() {}

  /**
   * Begins.
   *
   * @param words what such a file does, the report's file, and models
   */
  public static void main(String[] words) throws Exception {
    ProbeReport report = new ProbeReport(Path.of(words[1]));
    for (int i = 2; i < words.length; i++) {
      if (words[i].endsWith("bad.onnx")) {
        act(words[0]);
      }
      report.add(i - 2, "");
    }
  }

  private static void act(String deed) throws IOException, InterruptedException {
    switch (deed) {
      case "segfault" -> raise("SEGV");
      case "kill" -> raise("KILL");
      case "exit" -> Runtime.getRuntime().halt(3);
      case "hang" -> new CountDownLatch(1).await();
      default -> throw new IllegalArgumentException(deed);
    }
  }

  /** What native code that reads where it must not gets from the system. */
  private static void raise(String signal) throws IOException, InterruptedException {
    long self = ProcessHandle.current().pid();
    new ProcessBuilder("kill", "-" + signal, Long.toString(self)).start().waitFor();
    new CountDownLatch(1).await();
  }
}
