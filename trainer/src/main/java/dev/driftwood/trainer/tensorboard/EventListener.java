package dev.driftwood.trainer.tensorboard;

import com.google.protobuf.ByteString;
import dev.driftwood.proto.tensorboard.PluginData;
import dev.driftwood.proto.tensorboard.Summary;
import dev.driftwood.proto.tensorboard.SummaryImage;
import dev.driftwood.proto.tensorboard.SummaryMetadata;
import dev.driftwood.proto.tensorboard.SummaryValue;
import dev.driftwood.proto.tensorboard.TensorProto;
import dev.driftwood.proto.tensorboard.TensorShapeProto;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.AtomicFile;
import dev.driftwood.trainer.train.MetricsRow;
import dev.driftwood.trainer.train.Progress;
import dev.driftwood.trainer.train.TrainingListener;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a run tells into event files of its folder: the figures of metrics.csv as scalars,
 * grids of samples as images, config.yaml as text.
 *
 * <p>A run that goes on starts another file, whose steps go on.
 */
public final class EventListener implements TrainingListener {
  /** The figures of training itself; all others come of evaluations. */
  private static final Set<String> OF_TRAINING =
      Set.of(
          "loss",
          "gradient_norm",
          "learning_rate",
          "images_per_second",
          "waiting_share",
          "resident_mb",
          "elapsed_s");

  private final Path run;
  private final Clock clock;
  private @Nullable EventFile file;

  /** For the run in a folder. */
  public EventListener(Path run) {
    this(run, Clock.systemUTC());
  }

  EventListener(Path run, Clock clock) {
    this.run = run;
    this.clock = clock;
  }

  @Override
  public void progressed(Progress progress) {}

  @Override
  public void began(long done) {
    if (done == 0) {
      EventFile.clear(run);
    }
    EventFile started = EventFile.create(run, done, clock);
    started.add(done, List.of(text("config", "```\n" + config() + "\n```")));
    file = started;
  }

  private String config() {
    Path config = run.resolve("config.yaml");
    try {
      return Files.exists(config) ? Files.readString(config) : "";
    } catch (IOException e) {
      throw AtomicFile.unwritable(config, e);
    }
  }

  @Override
  public void recorded(MetricsRow row) {
    if (file != null) {
      file.add(
          row.iteration(), row.figures().entrySet().stream().map(EventListener::scalar).toList());
    }
  }

  @Override
  public void evaluated(long iteration) {
    Path grid = run.resolve("samples").resolve("%06d.png".formatted(iteration));
    if (file != null && Files.isRegularFile(grid)) {
      file.add(iteration, List.of(image("samples", grid)));
    }
  }

  private static Summary.Builder scalar(Map.Entry<String, Double> figure) {
    String group = OF_TRAINING.contains(figure.getKey()) ? "train/" : "evaluation/";
    return summary(
        SummaryValue.newBuilder()
            .setTag(group + figure.getKey())
            .setSimpleValue(figure.getValue().floatValue()));
  }

  private static Summary.Builder image(String tag, Path png) {
    try {
      byte[] bytes = Files.readAllBytes(png);
      BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(bytes));
      return summary(
          SummaryValue.newBuilder()
              .setTag(tag)
              .setImage(
                  SummaryImage.newBuilder()
                      .setWidth(decoded.getWidth())
                      .setHeight(decoded.getHeight())
                      .setColorspace(decoded.getColorModel().getNumComponents())
                      .setEncodedImageString(ByteString.copyFrom(bytes))));
    } catch (IOException e) {
      throw new DriftwoodException(png + ": can't be read (expected: a grid of samples)", e);
    }
  }

  /** Markdown, for the text plugin. */
  private static Summary.Builder text(String tag, String content) {
    return summary(
        SummaryValue.newBuilder()
            .setTag(tag + "/text_summary")
            .setMetadata(
                SummaryMetadata.newBuilder()
                    .setPluginData(PluginData.newBuilder().setPluginName("text")))
            .setTensor(
                TensorProto.newBuilder()
                    .setDtype(TensorProto.DataType.DT_STRING)
                    .setTensorShape(
                        TensorShapeProto.newBuilder()
                            .addDim(TensorShapeProto.Dim.newBuilder().setSize(1)))
                    .addStringVal(ByteString.copyFromUtf8(content))));
  }

  private static Summary.Builder summary(SummaryValue.Builder value) {
    return Summary.newBuilder().addValue(value);
  }
}
