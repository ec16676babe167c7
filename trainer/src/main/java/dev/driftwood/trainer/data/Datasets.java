package dev.driftwood.trainer.data;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.failure.NearestName;
import dev.driftwood.runtime.image.CifarFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Loads data sets by name. */
public final class Datasets {
  private static final int TRAINING_ITEMS = 60_000;
  private static final int HELD_OUT_ITEMS = 10_000;

  /** The embedded data sets are one and the same everywhere. */
  private static final long SEED = 0;

  private static final Map<String, FileFormat> IN_FILES =
      Map.of(
          "mnist", IdxFormat.likeMnist("mnist", Dataset.numbered(10)),
          "fashion-mnist",
              IdxFormat.likeMnist(
                  "fashion-mnist",
                  List.of(
                      "T-shirt/top",
                      "trouser",
                      "pullover",
                      "dress",
                      "coat",
                      "sandal",
                      "shirt",
                      "sneaker",
                      "bag",
                      "ankle boot")),
          "kmnist",
              IdxFormat.likeMnist(
                  "kmnist", List.of("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo")),
          "emnist-letters", IdxFormat.emnistLetters(),
          "cifar10",
              new CifarFiles(
                  "cifar10",
                  CifarFormat.CIFAR10,
                  List.of(
                      "airplane",
                      "automobile",
                      "bird",
                      "cat",
                      "deer",
                      "dog",
                      "frog",
                      "horse",
                      "ship",
                      "truck")),
          "cifar100",
              new CifarFiles(
                  "cifar100",
                  CifarFormat.CIFAR100,
                  Dataset.numbered(CifarFormat.CIFAR100.classCount())),
          "digits", new DigitsFiles());

  private static final Map<String, Function<Path, Dataset>> IN_ANY_FILES =
      Map.of("folder", PictureFolder::read, "npy", NpyFiles::read);

  private static final Map<String, Supplier<Dataset>> EMBEDDED =
      Map.of(
          "swissroll", Datasets::swissroll,
          "gaussians", Datasets::gaussians,
          "glyphs", Datasets::glyphs);

  private final DatasetFetcher fetcher;

  /** Data sets whose absent files {@code fetcher} gets. */
  public Datasets(DatasetFetcher fetcher) {
    this.fetcher = fetcher;
  }

  /** All names. */
  public static List<String> names() {
    TreeMap<String, Object> all = new TreeMap<>(IN_FILES);
    all.putAll(IN_ANY_FILES);
    all.putAll(EMBEDDED);
    return List.copyOf(all.keySet());
  }

  /**
   * Loads a data set.
   *
   * @param dataDir the folder with its files, or a folder that holds one of that name; for {@code
   *     folder} and {@code npy} the folder or file itself; not looked at for embedded data sets
   * @throws IllegalArgumentException if there is no data set of this name
   * @throws DriftwoodException if its files are absent and cannot be fetched, or are damaged
   */
  public Dataset load(String name, Optional<Path> dataDir) {
    if (EMBEDDED.containsKey(name)) {
      return EMBEDDED.get(name).get();
    }
    if (IN_ANY_FILES.containsKey(name)) {
      return IN_ANY_FILES.get(name).apply(required(name, dataDir));
    }
    if (IN_FILES.containsKey(name)) {
      return fromFiles(name, dataDir);
    }
    throw new IllegalArgumentException(NearestName.unknown("dataset", name, names()));
  }

  private Dataset fromFiles(String name, Optional<Path> dataDir) {
    FileFormat format = IN_FILES.get(name);
    List<Path> places = dataDir.map(d -> List.of(d, d.resolve(name))).orElse(List.of());
    Optional<Path> place = places.stream().filter(format::isIn).findFirst();
    return format.read(place.orElseGet(() -> fetched(name, format, places)));
  }

  private Path fetched(String name, FileFormat format, List<Path> places) {
    Optional<Path> folder;
    try {
      folder = fetcher.fetch(name);
    } catch (IOException e) {
      throw new DriftwoodException(
          absent(name, format, places) + "; fetching failed: " + oneLine(e), e);
    }
    return folder.orElseThrow(() -> new DriftwoodException(absent(name, format, places)));
  }

  private static String absent(String name, FileFormat format, List<Path> places) {
    String where =
        places.isEmpty()
            ? "no data folder was given (use --data-dir)"
            : "none of them is in " + places.get(0) + " or " + places.get(1);
    return "%s: needs %s, plain or .gz; %s"
        .formatted(name, String.join(", ", format.files()), where);
  }

  private static Path required(String name, Optional<Path> dataDir) {
    Path place =
        dataDir.orElseThrow(
            () -> new DriftwoodException(name + ": no data folder was given (use --data-dir)"));
    if (!Files.exists(place)) {
      throw new DriftwoodException(
          place + ": no such file or folder (expected: the data of " + name + ")");
    }
    return place;
  }

  private static String oneLine(IOException e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
  }

  private static Dataset swissroll() {
    Swissroll roll = new Swissroll(SEED);
    return Dataset.ofPlane(
        "swissroll",
        new GeneratedItems(TRAINING_ITEMS, 0, roll::draw, key -> -1),
        new GeneratedItems(HELD_OUT_ITEMS, GeneratedItems.HELD_OUT_KEY, roll::draw, key -> -1),
        roll);
  }

  private static Dataset gaussians() {
    Gaussians mixture = new Gaussians(SEED);
    return Dataset.ofPlane(
        "gaussians",
        new GeneratedItems(TRAINING_ITEMS, 0, mixture::draw, key -> -1),
        new GeneratedItems(HELD_OUT_ITEMS, GeneratedItems.HELD_OUT_KEY, mixture::draw, key -> -1),
        mixture);
  }

  private static Dataset glyphs() {
    Glyphs glyphs = new Glyphs(SEED);
    return Dataset.ofImages(
        "glyphs",
        Glyphs.SHAPE,
        256,
        new CachedItems(new GeneratedItems(TRAINING_ITEMS, 0, glyphs::draw, Glyphs::label)),
        new GeneratedItems(
            HELD_OUT_ITEMS, GeneratedItems.HELD_OUT_KEY, glyphs::draw, Glyphs::label),
        Dataset.numbered(Glyphs.CLASSES));
  }
}
