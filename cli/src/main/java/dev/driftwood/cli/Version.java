package dev.driftwood.cli;

import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version in the manifest of the command's own archive. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    Optional<String> version =
        Optional.ofNullable(Version.class.getPackage().getImplementationVersion());
    return new String[] {
      "driftwood " + version.orElse("(not packaged)"),
      "Java " + Objects.toString(System.getProperty("java.runtime.version"), "unknown")
    };
  }
}
