package dev.driftwood.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import picocli.CommandLine;

/** The sub-commands of this distribution, and the names of those that only another one has. */
final class Commands {
  private final List<CommandProvider> providers =
      ServiceLoader.load(CommandProvider.class).stream().map(ServiceLoader.Provider::get).toList();
  private final List<String> absent = new ArrayList<>();

  /** Adds the command that is asked for, or all where none of that name is known. */
  void addTo(CommandLine root, Console console, String wanted) {
    boolean known = providers.stream().anyMatch(provider -> provider.names().contains(wanted));
    for (CommandProvider provider : providers) {
      for (String name : provider.names()) {
        if (!known || name.equals(wanted)) {
          add(root, provider, name, console);
        }
      }
    }
  }

  private void add(CommandLine root, CommandProvider provider, String name, Console console) {
    try {
      root.addSubcommand(name, provider.command(name, console));
    } catch (LinkageError e) {
      absent.add(name);
    }
  }

  /** Whether a command exists, but not in this distribution. */
  boolean isAbsent(String name) {
    return absent.contains(name);
  }
}
