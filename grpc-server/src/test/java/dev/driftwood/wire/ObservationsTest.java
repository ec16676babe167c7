package dev.driftwood.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.driftwood.proto.v1.Blocks;
import dev.driftwood.proto.v1.ChannelMeans;
import dev.driftwood.proto.v1.Image;
import dev.driftwood.proto.v1.ImageFormat;
import dev.driftwood.proto.v1.Mask;
import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.proto.v1.Observation;
import dev.driftwood.proto.v1.SampleRequest;
import dev.driftwood.runtime.Latents;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.image.PngGrid;
import dev.driftwood.runtime.observe.Corrections;
import dev.driftwood.runtime.observe.Observed;
import dev.driftwood.runtime.observe.Restoration;
import dev.driftwood.runtime.solve.GridSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ObservationsTest {
  private static final ItemShape SHAPE = ItemShape.image(3, 2, 2);
  private static final ModelDescription MODEL =
      ModelDescription.of(
          "colours",
          SdeSpec.of(SdeSpec.Type.VP),
          SHAPE,
          new DataSpec.Images(256, new DataTransform.Centered()));

  /** Float32 numbers, and numbers that are none. */
  private static final List<double[]> ITEMS = List.of(item(256), item(5));

  private static double[] item(int levels) {
    double[] item = new double[SHAPE.size()];
    Arrays.setAll(item, d -> (d % levels + 0.5) / levels);
    return item;
  }

  static Stream<Observed> observed() {
    return Stream.of(
        new Observed.Pixels(new boolean[] {true, false, false, true}),
        new Observed.ChannelMeans(),
        new Observed.Blocks(2));
  }

  @ParameterizedTest
  @MethodSource("observed")
  void travelUnchanged(Observed observed) {
    Restoration known = new Restoration(observed, ITEMS, new Corrections(2, 3, 0.25));
    SamplePlan plan = SamplePlan.builder().count(5).observing(known).build();

    SampleRequest request =
        SamplePlans.request(
            ModelRef.getDefaultInstance(), plan, SHAPE, ImageFormat.IMAGE_FORMAT_FLOAT32);

    assertThat(request.getObservation().getImagesList())
        .extracting(Image::getPixelsCase)
        .containsExactly(Image.PixelsCase.FLOAT32, Image.PixelsCase.FLOAT64);
    assertThat(SamplePlans.plan(request, MODEL)).usingRecursiveComparison().isEqualTo(plan);
  }

  @Test
  void areAcceptedWithoutTheirImages() {
    Restoration known = new Restoration(new Observed.Blocks(2), ITEMS, Corrections.USUAL);
    Latents latents = new Latents(SHAPE, List.of(new float[SHAPE.size()]));
    SamplePlan plan = SamplePlan.builder().observing(known).startingAt(latents).build();

    SampleRequest said =
        SamplePlans.accepted(ModelRef.getDefaultInstance(), plan, ImageFormat.IMAGE_FORMAT_FLOAT32);

    assertThat(said.getObservation().getBlocks().getSide()).isEqualTo(2);
    assertThat(said.getObservation().getCorrections()).isEqualTo(10);
    assertThat(said.getObservation().getImagesCount()).isZero();
    assertThat(said.getLatentsCount()).isZero();
    assertThat(said.getCount()).isEqualTo(1);
  }

  @Test
  void haveTheCommandsDefaults() {
    SampleRequest request =
        SampleRequest.newBuilder()
            .setObservation(
                Observation.newBuilder()
                    .setChannelMeans(ChannelMeans.getDefaultInstance())
                    .addImages(levels(SHAPE))
                    .addImages(levels(SHAPE)))
            .build();

    SamplePlan plan = SamplePlans.plan(request, MODEL);

    assertThat(plan.rows()).isEqualTo(new SamplePlan.Rows(0, 2));
    assertThat(plan.grid()).isEqualTo(new GridSpec.LogSnr());
    assertThat(plan.restoration().orElseThrow().corrections()).isEqualTo(Corrections.USUAL);
    // Two evaluations of each of 100 steps, and ten moves between them.
    assertThat(plan.evaluations()).hasValue(2 * 100 + 10 * 99);
  }

  @Test
  void takeImagesOfEveryKind() {
    double[] middles = new double[SHAPE.size()];
    Arrays.setAll(middles, d -> (d + 0.5) / 256);
    float[] numbers = new float[SHAPE.size()];
    for (int d = 0; d < numbers.length; d++) {
      numbers[d] = (float) middles[d];
    }
    byte[] png = new PngGrid(SHAPE, 1).encode(List.of(numbers));

    assertThat(whole(levels(SHAPE))).containsExactly(middles);
    assertThat(whole(Images.ofFloats(SHAPE, numbers))).containsExactly(middles);
    assertThat(whole(Image.newBuilder().setPng(ByteString.copyFrom(png)).build()))
        .containsExactly(middles);
  }

  @Test
  void takeWhatIsSeenAlone() {
    ItemShape grey = ItemShape.image(1, 2, 2);
    ItemShape small = ItemShape.image(3, 1, 1);
    byte[] png = new PngGrid(small, 1).encode(List.of(new float[] {0, 1 / 256F, 2 / 256F}));
    Image smallPng = Images.ofPng(small, png);

    assertThat(only(colours(), levels(grey)))
        .containsExactly(spread(0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3));
    assertThat(only(blocks(), levels(small)))
        .containsExactly(spread(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2));
    assertThat(only(blocks(), smallPng))
        .containsExactly(spread(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2));
  }

  private static double[] spread(int... levels) {
    return Arrays.stream(levels).mapToDouble(level -> (level + 0.5) / 256).toArray();
  }

  @Test
  void nameTheImageThatCanNotBeUsed() {
    Image large = levels(ItemShape.image(3, 4, 4));
    Image deep =
        Image.newBuilder()
            .addAllShape(SHAPE.dimensions())
            .setUint16(ByteString.copyFrom(new byte[] {0, 1}))
            .build();
    float[] numbers = new float[SHAPE.size()];
    numbers[3] = Float.NaN;
    Image cut = Image.newBuilder().addAllShape(SHAPE.dimensions()).setFloat64(bytes(8)).build();

    refused(large, "shape [3, 4, 4] (expected: [3, 2, 2], or [3, 1, 1] of what is seen)");
    refused(deep, "2 of them (expected: 24");
    refused(Images.ofFloats(SHAPE, numbers), "NaN (expected: a finite number)");
    refused(cut, "8 bytes (expected: 96");
    refused(Image.newBuilder().setFloat64(bytes(96)).build(), "shape: []");
    refused(Image.newBuilder().setPng(bytes(8)).build(), "image 1");
    refused(Image.getDefaultInstance(), "pixels: none");
  }

  private static void refused(Image image, String why) {
    Observation message = blocks().addImages(levels(SHAPE)).addImages(image).build();
    assertThatThrownBy(() -> Observations.restoration(message, MODEL))
        .isInstanceOfSatisfying(
            InvalidField.class, e -> assertThat(e.path()).isEqualTo("observation.images[1]"))
        .hasMessageContaining(why);
  }

  private static double[] whole(Image image) {
    Mask mask = Mask.newBuilder().addAllSeen(List.of(true, true, false, false)).build();
    return only(Observation.newBuilder().setMask(mask), image);
  }

  private static double[] only(Observation.Builder message, Image image) {
    return Observations.restoration(message.addImages(image).build(), MODEL).items().get(0);
  }

  private static Observation.Builder colours() {
    return Observation.newBuilder().setChannelMeans(ChannelMeans.getDefaultInstance());
  }

  private static Observation.Builder blocks() {
    return Observation.newBuilder().setBlocks(Blocks.newBuilder().setSide(2));
  }

  /** Of the levels 0, 1, 2 and so on. */
  private static Image levels(ItemShape shape) {
    byte[] levels = new byte[shape.size()];
    for (int d = 0; d < levels.length; d++) {
      levels[d] = (byte) d;
    }
    return Image.newBuilder()
        .addAllShape(shape.dimensions())
        .setUint8(ByteString.copyFrom(levels))
        .build();
  }

  private static ByteString bytes(int size) {
    return ByteString.copyFrom(new byte[size]);
  }
}
