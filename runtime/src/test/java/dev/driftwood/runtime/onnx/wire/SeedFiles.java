package dev.driftwood.runtime.onnx.wire;

import dev.driftwood.runtime.fixture.Artefacts;
import dev.driftwood.runtime.fixture.file.NewFiles;
import dev.driftwood.runtime.fixture.file.OldFiles;
import java.util.ArrayList;
import java.util.List;

/** Files that mutations begin with. */
public final class SeedFiles {
  private SeedFiles() {}

  /** Their bytes, one of our own first. */
  public static List<byte[]> all() {
    List<byte[]> files = new ArrayList<>();
    files.add(Artefacts.gaussianPoints(List.of(0.5, -0.25), 0.5).bytes());
    OldFiles.all().forEach(use -> files.add(use.file().bytes()));
    NewFiles.all().forEach(use -> files.add(use.file().bytes()));
    return files;
  }
}
