package dev.driftwood.server.models;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.ort.Device;
import dev.driftwood.runtime.ort.DeviceCheck;
import dev.driftwood.runtime.ort.OrtSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The devices of a server, each of which has a session of every model.
 *
 * @param assignments what was asked for, and what is used; at least one
 * @param sessions settings of the sessions of a model; those that fell back share one
 * @param problems one line for each device that can't be used
 */
public record Placement(
    List<Assignment> assignments, List<OrtSettings> sessions, List<String> problems) {
  /** Checks that there is a session. */
  public Placement {
    assignments = List.copyOf(assignments);
    sessions = List.copyOf(sessions);
    problems = List.copyOf(problems);
    if (assignments.isEmpty() || sessions.isEmpty()) {
      throw new IllegalArgumentException("devices: none (expected: at least one)");
    }
  }

  /** One session by settings. */
  public static Placement of(OrtSettings settings) {
    return new Placement(List.of(Assignment.to(settings.device())), List.of(settings), List.of());
  }

  /**
   * Devices that were looked at, each of which can be used.
   *
   * @param fallback what is used in place of those that can't be; without it, that is a failure
   * @param threads of a session on the processor; 0 for all cores, shared by its sessions
   * @throws DriftwoodException where a device can't be used
   */
  public static Placement of(List<Device> requested, Optional<Device> fallback, int threads) {
    return of(requested, fallback, threads, DeviceCheck::require);
  }

  static Placement of(
      List<Device> requested, Optional<Device> fallback, int threads, Consumer<Device> check) {
    List<Assignment> assignments = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Device device : requested) {
      try {
        check.accept(device);
        assignments.add(Assignment.to(device));
      } catch (DriftwoodException e) {
        Device instead = fallback.orElseThrow(() -> unusable(e));
        check.accept(instead);
        assignments.add(new Assignment(device, instead));
        problems.add("%s; %s is used instead".formatted(e.getMessage(), instead));
      }
    }
    return new Placement(assignments, sessions(assignments, threads), problems);
  }

  private static DriftwoodException unusable(DriftwoodException e) {
    return new DriftwoodException(e.getMessage() + ", or --fallback cpu to go on without it", e);
  }

  /** A session for each device that is used as asked, and one for all others together. */
  private static List<OrtSettings> sessions(List<Assignment> assignments, int threads) {
    List<Device> devices = new ArrayList<>();
    assignments.stream().filter(a -> !a.fellBack()).forEach(a -> devices.add(a.actual()));
    assignments.stream()
        .filter(a -> a.fellBack() && !devices.contains(a.actual()))
        .forEach(a -> devices.add(a.actual()));
    int onProcessor = (int) devices.stream().filter(Device.CPU::equals).count();
    int share = Math.max(1, Runtime.getRuntime().availableProcessors() / Math.max(1, onProcessor));
    int each = threads == 0 && onProcessor > 1 ? share : threads;
    return devices.stream().map(device -> new OrtSettings(device, each)).toList();
  }
}
