package dev.driftwood.server.models;

import dev.driftwood.runtime.batch.BatchSettings;
import dev.driftwood.runtime.ort.OrtSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a probe's process is started: by the Java of this one, with its classes.
 *
 * @param main class with the method that begins
 * @param arguments of it before the report's file and the models
 */
record ProbeCommand(String main, List<String> arguments) {
  private static final long SMALLEST_MEGABYTES = 256;

  /** A file's bytes, its weights, what is written of them, derived graphs: all in Java's heap. */
  private static final long HEAP_PER_FILE = 10;

  private static final long MEGABYTE = 1 << 20;

  static ProbeCommand of(OrtSettings device, BatchSettings batches) {
    return new ProbeCommand(
        ProbeMain.class.getName(),
        List.of(
            device.device().toString(),
            Integer.toString(device.threads()),
            Integer.toString(device.seconds()),
            Integer.toString(batches.mostRows())));
  }

  /** A process that has not been started; what it prints goes to a file of the folder. */
  ProcessBuilder process(Path folder, List<Path> files) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-Xmx" + heapMegabytes(files) + "m");
    words.add("-XX:+UseSerialGC");
    words.add("-XX:TieredStopAtLevel=1");
    words.add("-XX:-CreateCoredumpOnCrash");
    words.add("-XX:ErrorFile=" + folder.resolve("crash"));
    words.add("--enable-native-access=ALL-UNNAMED");
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("driftwood."))
        .forEach(name -> words.add("-D" + name + "=" + System.getProperty(name)));
    words.add(main);
    words.addAll(arguments);
    words.add(report(folder).toString());
    files.forEach(file -> words.add(file.toString()));
    ProcessBuilder process = new ProcessBuilder(words);
    process
        .environment()
        .putAll(
            Map.of(
                "CLASSPATH", System.getProperty("java.class.path"),
                "ORT_DISABLE_TELEMETRY", "1",
                "OPT_OUT_TRACKING", "true"));
    // Options of this process, such as the port of a debugger, are not for its children.
    process.environment().remove("JAVA_TOOL_OPTIONS");
    process.environment().remove("JDK_JAVA_OPTIONS");
    return process.redirectErrorStream(true).redirectOutput(output(folder).toFile());
  }

  static Path report(Path folder) {
    return folder.resolve("report");
  }

  static Path output(Path folder) {
    return folder.resolve("output");
  }

  private static long heapMegabytes(List<Path> files) {
    long largest = files.stream().mapToLong(ProbeCommand::bytes).max().orElse(0);
    return SMALLEST_MEGABYTES + HEAP_PER_FILE * largest / MEGABYTE;
  }

  private static long bytes(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }
}
