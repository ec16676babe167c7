package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.driftwood.client.DriftwoodClient;
import dev.driftwood.client.ModelName;
import dev.driftwood.client.ServerAddress;
import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.Latents;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.fixture.Artefacts;
import dev.driftwood.runtime.fixture.SmallImageNetwork;
import dev.driftwood.runtime.observe.Corrections;
import dev.driftwood.runtime.observe.Observed;
import dev.driftwood.runtime.observe.Restoration;
import dev.driftwood.runtime.solve.EndPolicy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is known of rows, and where they begin, on a server. */
@Timeout(60)
class RestoredImagesTest {
  private static final ModelName COLOURS = ModelName.parse("colours");
  private static final ItemShape SHAPE = ItemShape.image(3, 4, 4);
  // The middles of five levels are no float32 numbers.
  private static final DataSpec DATA = new DataSpec.Images(5, new DataTransform.Centered());

  private static DriftwoodServer server;
  private static DriftwoodClient client;
  private static DriftModel local;

  @BeforeAll
  static void start(@TempDir Path path) {
    ModelDescription description =
        ModelDescription.of("colours", SdeSpec.of(SdeSpec.Type.VP), SHAPE, DATA);
    Artefact model =
        Artefact.of(description, Artefacts.graph(new SmallImageNetwork(3, 4, 4), 3), Map.of());
    Folder folder = new Folder(path).with("colours.onnx", model.bytes());
    server = DriftwoodServer.start(folder.open(), ServerSettings.of("127.0.0.1", 0));
    client = DriftwoodClient.connect(ServerAddress.parse(server.address()));
    local = DriftModel.of(model, Folder.SETTINGS);
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
    local.close();
  }

  static Stream<SamplePlan> plans() {
    boolean[] upper = new boolean[16];
    Arrays.fill(upper, 0, 8, true);
    Corrections corrections = new Corrections(2, 3, 0.2);
    return Stream.of(
        restoring(new Observed.Pixels(upper), Corrections.NONE).build(),
        restoring(new Observed.ChannelMeans(), corrections).sampler("euler-maruyama").build(),
        restoring(new Observed.Blocks(2), corrections)
            .count(3)
            .firstRow(7)
            .end(EndPolicy.DENOISE)
            .build(),
        restoring(new Observed.Blocks(4), corrections).startingAt(latents(2)).build(),
        SamplePlan.builder().steps(4).startingAt(latents(3)).firstRow(5).build(),
        SamplePlan.builder()
            .tolerances(1e-3, 1e-3)
            .sampler("dormand-prince")
            .seed(-1)
            .startingAt(latents(2))
            .build());
  }

  @ParameterizedTest
  @MethodSource("plans")
  void drawsTheRowsOfALocalCall(SamplePlan plan) {
    assertThat(client.sample(COLOURS, plan).rows())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyElementsOf(local.sample(plan).rows());
  }

  @Test
  void beginsAtTheLatentsOfALocalCall() {
    Latents latents = latents(2);
    SamplePlan.Builder plan = SamplePlan.builder().steps(4);

    assertThat(client.sample(COLOURS, plan.startingAt(latents).build()).values())
        .usingRecursiveComparison()
        .isEqualTo(local.decode(latents, SamplePlan.builder().steps(4).build()).values());
  }

  @Test
  void refusesWhatTheModelDoesNotAllow() {
    SamplePlan uneven = restoring(new Observed.Blocks(3), Corrections.USUAL).build();
    Latents points = new Latents(ItemShape.point(2), List.of(new float[2]));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.sample(COLOURS, uneven))
        .withMessage("factor: 3 (expected: a divisor of height and width of [3, 4, 4])");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.sample(COLOURS, SamplePlan.builder().startingAt(points).build()))
        .withMessage("latents[0]: shape [2] (expected: [3, 4, 4], the model's)");
  }

  private static SamplePlan.Builder restoring(Observed observed, Corrections corrections) {
    SplittableRandom random = new SplittableRandom(4);
    DataSpec.Images data = (DataSpec.Images) DATA;
    List<double[]> items =
        Stream.generate(
                () ->
                    random
                        .ints(SHAPE.size(), 0, data.levels())
                        .mapToDouble(level -> data.dequantiser().value(level, 0.5))
                        .toArray())
            .limit(2)
            .toList();
    return SamplePlan.builder()
        .steps(4)
        .count(5)
        .observing(new Restoration(observed, items, corrections));
  }

  private static Latents latents(int count) {
    SplittableRandom random = new SplittableRandom(6);
    return new Latents(
        SHAPE,
        Stream.generate(
                () -> {
                  float[] values = new float[SHAPE.size()];
                  for (int d = 0; d < values.length; d++) {
                    values[d] = (float) random.nextGaussian();
                  }
                  return values;
                })
            .limit(count)
            .toList());
  }
}
