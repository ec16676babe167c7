package dev.driftwood.runtime.ort;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a network runs.
 *
 * @param kind the processor or a graphics card
 * @param index which card; 0 for the processor
 */
public record Device(Kind kind, int index) {
  /** The processor. */
  public static final Device CPU = new Device(Kind.CPU, 0);

  private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,4}))?");

  /** The kinds of device. */
  public enum Kind {
    CPU,
    CUDA
  }

  /** The device that {@code cpu}, {@code cuda} or {@code cuda:N} names. */
  public static Device parse(String text) {
    if (text.equals("cpu")) {
      return CPU;
    }
    Matcher matcher = CUDA.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("device: " + text + " (expected: cpu or cuda:N)");
    }
    String index = matcher.group(1);
    return new Device(Kind.CUDA, index == null ? 0 : Integer.parseInt(index));
  }

  /**
   * The devices of a list: {@code cpu}, {@code cuda:0,1} for two cards, {@code cuda:0,cpu} for a
   * card and the processor. A bare number is a card, after another card.
   */
  public static List<Device> parseAll(String text) {
    List<Device> devices = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      boolean card = !devices.isEmpty() && devices.get(devices.size() - 1).kind() == Kind.CUDA;
      devices.add(parse(card && part.matches("\\d{1,4}") ? "cuda:" + part : part));
    }
    return List.copyOf(devices);
  }

  @Override
  public String toString() {
    return kind == Kind.CPU ? "cpu" : "cuda:" + index;
  }
}
