package dev.driftwood.trainer.data;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.FileFailure;
import dev.driftwood.runtime.image.CifarFormat;
import dev.driftwood.runtime.image.CifarReader;
import dev.driftwood.runtime.image.CifarRecord;
import dev.driftwood.runtime.image.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * CIFAR records in any number of {@code *.bin} or {@code *.bin.gz} files; those named {@code test*}
 * or {@code *holdout*} are held out.
 */
record CifarFiles(String name, CifarFormat format, List<String> names) implements FileFormat {
  @Override
  public List<String> files() {
    return List.of("*.bin (training)", "test_batch*.bin or *holdout*.bin (held out)");
  }

  @Override
  public boolean isIn(Path folder) {
    return !binaries(folder).isEmpty();
  }

  @Override
  public Dataset read(Path folder) {
    return Dataset.ofImages(
        name, CifarFormat.SHAPE, 256, split(folder, false), split(folder, true), names);
  }

  private Items split(Path folder, boolean heldOut) {
    List<Path> files = binaries(folder).stream().filter(f -> isHeldOut(f) == heldOut).toList();
    if (files.isEmpty()) {
      throw new DriftwoodException(
          "%s: no %s (expected beside the others)".formatted(folder, files().get(heldOut ? 1 : 0)));
    }
    List<Image> images = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (Path file : files) {
      append(file, images, labels);
    }
    return new StoredItems(images, labels);
  }

  private void append(Path file, List<Image> images, List<Integer> labels) {
    try (CifarReader reader = CifarReader.open(file, format)) {
      Optional<CifarRecord> record = reader.read();
      while (record.isPresent()) {
        images.add(record.get().image().withId(Integer.toString(images.size())));
        labels.add(record.get().label());
        record = reader.read();
      }
    }
  }

  private static List<Path> binaries(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches(".*\\.bin(\\.gz)?"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw FileFailure.unreadable(folder, e);
    }
  }

  private static boolean isHeldOut(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("test") || name.contains("holdout");
  }
}
