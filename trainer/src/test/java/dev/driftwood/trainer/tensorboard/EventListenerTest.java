package dev.driftwood.trainer.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.driftwood.trainer.train.MetricsRow;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read back by field numbers alone, as TensorFlow's own .proto files say. */
class EventListenerTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochMilli(1_700_000_000_500L), ZoneOffset.UTC);

  @TempDir private Path run;

  @Test
  void writesFiguresSamplesAndOptions() throws IOException {
    Files.writeString(run.resolve("config.yaml"), "batch: 8\n");
    Files.createDirectories(run.resolve("samples"));
    Path grid = run.resolve("samples/000020.png");
    ImageIO.write(new BufferedImage(5, 4, BufferedImage.TYPE_BYTE_GRAY), "png", grid.toFile());
    EventListener listener = new EventListener(run, CLOCK);

    listener.began(0);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("loss", 2.5);
    figures.put("resident_mb", Double.NaN);
    figures.put("bits_per_dim", 3.25);
    listener.recorded(new MetricsRow(20, figures));
    listener.evaluated(20);
    listener.evaluated(30);

    List<Map<Integer, Object>> events = events(files().get(0));
    assertThat(events).hasSize(5);
    assertThat(events).allSatisfy(event -> assertThat(event.get(1)).isEqualTo(1_700_000_000.5));
    assertThat(text(events.get(0).get(3))).isEqualTo("brain.Event:2");
    Map<Integer, Object> options = value(events.get(2), 0);
    assertThat(text(options.get(1))).isEqualTo("config/text_summary");
    assertThat(text(fields(fields(options.get(9)).get(1)).get(1))).isEqualTo("text");
    assertThat(fields(options.get(8)).get(1)).isEqualTo(7L);
    assertThat(text(fields(options.get(8)).get(8))).contains("batch: 8");
    assertThat(events.get(3).get(2)).isEqualTo(20L);
    assertThat(text(value(events.get(3), 0).get(1))).isEqualTo("train/loss");
    assertThat(value(events.get(3), 0).get(2)).isEqualTo(2.5f);
    assertThat(text(value(events.get(3), 1).get(1))).isEqualTo("evaluation/bits_per_dim");
    Map<Integer, Object> image = fields(value(events.get(4), 0).get(4));
    assertThat(image).containsEntry(1, 4L).containsEntry(2, 5L).containsEntry(3, 1L);
    assertThat((byte[]) image.get(4)).isEqualTo(Files.readAllBytes(grid));
  }

  @Test
  void goesOnInANewFileWhichTakesBackLaterSteps() throws IOException {
    EventListener first = new EventListener(run, CLOCK);
    first.began(0);
    first.recorded(new MetricsRow(10, Map.of("loss", 3.0)));
    first.recorded(new MetricsRow(20, Map.of("loss", 2.0)));

    EventListener second = new EventListener(run, CLOCK);
    second.began(10);
    second.recorded(new MetricsRow(20, Map.of("loss", 1.5)));

    assertThat(files()).hasSize(2);
    List<Map<Integer, Object>> events = events(files().get(1));
    // A start at the first step that is done again.
    assertThat(events.get(1).get(2)).isEqualTo(11L);
    assertThat(fields(events.get(1).get(7)).get(1)).isEqualTo(1L);
    assertThat(events.get(3).get(2)).isEqualTo(20L);
    assertThat(value(events.get(3), 0).get(2)).isEqualTo(1.5f);
  }

  @Test
  void leavesNothingOfAnEarlierRun() throws IOException {
    new EventListener(run, CLOCK).began(0);
    new EventListener(run, CLOCK).began(7);
    new EventListener(run, CLOCK).began(0);

    assertThat(files()).hasSize(1);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> entries = Files.list(run)) {
      return entries
          .filter(file -> file.getFileName().toString().startsWith("events.out.tfevents."))
          .sorted()
          .toList();
    }
  }

  /** The events of a file whose records are all whole. */
  private static List<Map<Integer, Object>> events(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Map<Integer, Object>> events = new ArrayList<>();
    while (bytes.hasRemaining()) {
      byte[] length = next(bytes, 8);
      assertThat(unmasked(bytes.getInt())).isEqualTo(crc(length));
      byte[] data =
          next(bytes, (int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong());
      assertThat(unmasked(bytes.getInt())).isEqualTo(crc(data));
      events.add(fields(data));
    }
    return events;
  }

  private static byte[] next(ByteBuffer bytes, int count) {
    byte[] some = new byte[count];
    bytes.get(some);
    return some;
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /** As TensorFlow's crc32c.h takes the mask off. */
  private static int unmasked(int masked) {
    int turned = masked - 0xa282ead8;
    return (turned >>> 17) | (turned << 15);
  }

  /** The n-th value of an event's summary. */
  private static Map<Integer, Object> value(Map<Integer, Object> event, int n) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance((byte[]) event.get(5));
    for (int i = 0; i < n; i++) {
      in.readTag();
      in.readByteArray();
    }
    in.readTag();
    return fields(in.readByteArray());
  }

  /** The last value of each field. */
  private static Map<Integer, Object> fields(Object message) throws IOException {
    Map<Integer, Object> fields = new LinkedHashMap<>();
    CodedInputStream in = CodedInputStream.newInstance((byte[]) message);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      Object value =
          switch (WireFormat.getTagWireType(tag)) {
            case WireFormat.WIRETYPE_VARINT -> in.readInt64();
            case WireFormat.WIRETYPE_FIXED64 -> in.readDouble();
            case WireFormat.WIRETYPE_FIXED32 -> in.readFloat();
            default -> in.readByteArray();
          };
      fields.put(WireFormat.getTagFieldNumber(tag), value);
    }
    return fields;
  }

  private static String text(Object bytes) {
    return new String((byte[]) bytes, StandardCharsets.UTF_8);
  }
}
