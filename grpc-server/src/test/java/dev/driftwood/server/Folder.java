package dev.driftwood.server;

import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.batch.Admission;
import dev.driftwood.runtime.batch.BatchSettings;
import dev.driftwood.runtime.fixture.Artefacts;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.server.models.ModelRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder of models: {@code points} in two versions and {@code images} as a plain file. */
public record Folder(Path path) {
  /** One thread: the networks are tiny. */
  public static final OrtSettings SETTINGS =
      new OrtSettings(dev.driftwood.runtime.ort.Device.CPU, 1);

  /** Exact Gaussian points N(0, I) in two dimensions. */
  public static Artefact points() {
    return Artefacts.gaussianPoints(List.of(0.0, 0.0), 1);
  }

  /** 8-bit grey images of 4 by 4 pixels. */
  public static Artefact images() {
    return Artefacts.randomImages(1, 4, 4);
  }

  public static Folder standard(Path path) {
    return new Folder(path)
        .with("points/1/model.onnx", Artefacts.gaussianPoints(List.of(1.0, 2.0), 0.5).bytes())
        .with("points/12/model.onnx", points().bytes())
        .with("images.onnx", images().bytes());
  }

  public Folder with(String file, byte[] bytes) {
    try {
      Path target = path.resolve(file);
      Files.createDirectories(target.getParent());
      Files.write(target, bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public ModelRepository open() {
    return ModelRepository.open(path, SETTINGS);
  }

  public ModelRepository open(java.time.Duration longest) {
    return ModelRepository.open(
        path, SETTINGS, BatchSettings.DEFAULT, new Admission(longest, Long.MAX_VALUE / 4));
  }

  /** A server for a standard folder on a free port. */
  public static DriftwoodServer serve(Path path) {
    return serve(standard(path));
  }

  /** The same with a further model. */
  public static DriftwoodServer serve(Path path, String file, byte[] model) {
    return serve(standard(path).with(file, model));
  }

  private static DriftwoodServer serve(Folder folder) {
    ServerSettings settings =
        ServerSettings.of("127.0.0.1", 0).withDrain(java.time.Duration.ofSeconds(5));
    return DriftwoodServer.start(folder.open(), settings);
  }
}
