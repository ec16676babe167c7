package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import dev.driftwood.proto.v1.Blocks;
import dev.driftwood.proto.v1.ChannelMeans;
import dev.driftwood.proto.v1.GetModelRequest;
import dev.driftwood.proto.v1.Image;
import dev.driftwood.proto.v1.ImageFormat;
import dev.driftwood.proto.v1.Interval;
import dev.driftwood.proto.v1.LikelihoodImage;
import dev.driftwood.proto.v1.LikelihoodPlan;
import dev.driftwood.proto.v1.LikelihoodRequest;
import dev.driftwood.proto.v1.ListModelsRequest;
import dev.driftwood.proto.v1.ListModelsResponse;
import dev.driftwood.proto.v1.Mask;
import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.proto.v1.ModelSummary;
import dev.driftwood.proto.v1.Observation;
import dev.driftwood.proto.v1.SampleRequest;
import dev.driftwood.proto.v1.Tolerances;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.wire.Images;
import dev.driftwood.wire.InvalidField;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RefusedRequestsTest {
  private static final ModelRef POINTS = ModelRef.newBuilder().setName("points").build();

  private static InProcess server;

  @BeforeAll
  static void start(@TempDir Path path) {
    server = InProcess.start(path, 8);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<Arguments> badSamples() {
    return Stream.of(
        sample("model.name", r -> r.clearModel()),
        sample("count", r -> r.setCount(0)),
        sample("count", r -> r.setCount(10_000_000)),
        sample("first_row", r -> r.setFirstRow(-1)),
        sample("first_row", r -> r.setFirstRow(Long.MAX_VALUE)),
        sample("sampler", r -> r.setSampler("huen")),
        sample("steps", r -> r.setSteps(0)),
        sample("steps", r -> r.setSteps(-3)),
        sample("steps", r -> r.setSteps(1_000_000)),
        sample("evaluations", r -> r.setEvaluations(7)),
        sample("tolerances", r -> r.setTolerances(tolerances(1e-3))),
        sample(
            "tolerances",
            r -> r.setSampler("dormand-prince").setTolerances(tolerances(Double.NaN))),
        sample("family_lambda", r -> r.setSampler("euler-maruyama").setFamilyLambda(1.5)),
        sample("family_lambda", r -> r.setSampler("euler-maruyama").setFamilyLambda(Double.NaN)),
        sample("family_lambda", r -> r.setSampler("heun").setFamilyLambda(0)),
        sample("label", r -> r.setLabel(1)),
        sample("labels", r -> r.addLabels(1)),
        sample("labels", r -> r.setLabel(1).addLabels(1)),
        sample("guidance", r -> r.setGuidance(2)),
        sample("guidance", r -> r.setGuidance(-1)),
        sample("guidance", r -> r.setGuidance(Double.NaN)),
        sample("guidance_interval", r -> r.setGuidanceInterval(times(0, 1))),
        sample("guidance_interval", r -> r.setGuidance(2).setGuidanceInterval(times(1, 0))),
        sample("evaluations", r -> r.setGuidance(2).setEvaluations(6)),
        sample(
            "evaluations",
            r -> r.setGuidance(2).setEvaluations(8).setGuidanceInterval(times(0, 0.5))),
        sample("sampler", r -> r.setSampler("fitted").setEvaluations(7)),
        sample("grid", r -> r.setGrid("1,0.5,0.001").setSteps(3)),
        sample("end", r -> r.setSampler("adaptive-sde").setEnd("denoise")),
        sample("format", r -> r.setFormat(ImageFormat.IMAGE_FORMAT_PNG)),
        sample("format", r -> r.setFormatValue(99)));
  }

  static Stream<Arguments> badObservations() {
    Image grey = Images.ofFloats(ItemShape.image(1, 2, 2), new float[4]);
    return Stream.of(
        observation("observation", o -> o.clearKind()),
        observation("observation.mask", o -> o.setMask(mask(true, false, true))),
        observation(
            "observation.channel_means", o -> o.setChannelMeans(ChannelMeans.getDefaultInstance())),
        observation("observation.blocks.side", o -> o.setBlocks(blocks(1))),
        observation("observation.blocks", o -> o.setBlocks(blocks(2))),
        observation("observation.images", o -> o.clearImages()),
        observation("observation.images[0]", o -> o.setImages(0, InProcess.point(1))),
        observation("observation.images[1]", o -> o.addImages(grey)),
        observation("observation.repeats", o -> o.setRepeats(0)),
        observation("observation.repeats", o -> o.setRepeats(2_000)),
        observation("observation.corrections", o -> o.setCorrections(-1)),
        observation("observation.corrections", o -> o.setCorrections(2_000)),
        observation("observation.correction_size", o -> o.setCorrectionSize(0)),
        observation("observation.correction_size", o -> o.setCorrectionSize(Double.NaN)),
        observed("evaluations", r -> r.setEvaluations(4)),
        observed("sampler", r -> r.setSampler("fitted")),
        observed("sampler", r -> r.setSampler("adaptive-sde")),
        observed("steps", r -> r.setSampler("adaptive-sde").setSteps(3)),
        observed(
            "tolerances", r -> r.setSampler("dormand-prince").setTolerances(tolerances(1e-3))));
  }

  private static Arguments observation(String path, UnaryOperator<Observation.Builder> change) {
    return sample(path, r -> r.setObservation(change.apply(firstSeen())));
  }

  private static Arguments observed(String path, UnaryOperator<SampleRequest.Builder> change) {
    return sample(path, r -> change.apply(r.setObservation(firstSeen())));
  }

  private static Observation.Builder firstSeen() {
    return Observation.newBuilder().setMask(mask(true, false)).addImages(InProcess.point(1, 2));
  }

  private static Mask mask(Boolean... seen) {
    return Mask.newBuilder().addAllSeen(List.of(seen)).build();
  }

  private static Blocks blocks(int side) {
    return Blocks.newBuilder().setSide(side).build();
  }

  static Stream<Arguments> badLatents() {
    Image levels =
        Image.newBuilder().addShape(2).setUint8(ByteString.copyFrom(new byte[2])).build();
    Image cut = Image.newBuilder().addShape(2).setFloat32(ByteString.copyFrom(new byte[4])).build();
    Image good = InProcess.point(1, 2);
    return Stream.of(
        sample("count", r -> r.setCount(2).addLatents(good)),
        sample("latents[0]", r -> r.addLatents(levels)),
        sample("latents[0]", r -> r.addLatents(Image.getDefaultInstance())),
        sample("latents[0]", r -> r.addLatents(cut)),
        sample("latents[0]", r -> r.addLatents(InProcess.point(1, 2, 3))),
        sample(
            "latents[1]",
            r -> r.setCount(2).addLatents(good).addLatents(InProcess.point(1, Float.NaN))),
        sample("first_row", r -> r.clearCount().setFirstRow(Long.MAX_VALUE).addLatents(good)));
  }

  private static Arguments sample(String path, UnaryOperator<SampleRequest.Builder> change) {
    SampleRequest.Builder good = SampleRequest.newBuilder().setModel(POINTS).setCount(1);
    return Arguments.of(path, change.apply(good).build());
  }

  private static Interval times(double lower, double upper) {
    return Interval.newBuilder().setLower(lower).setUpper(upper).build();
  }

  private static Tolerances tolerances(double value) {
    return Tolerances.newBuilder().setRtol(value).setAtol(value).build();
  }

  @ParameterizedTest
  @MethodSource({"badSamples", "badObservations", "badLatents"})
  void namesTheBadFieldOfASampleRequest(String path, SampleRequest request) {
    StatusRuntimeException status = failure(() -> server.blocking().sample(request).hasNext());

    assertInvalid(status, path);
  }

  @Test
  void takesNoMoreObservedImagesThanWouldFitAMessageWhole() {
    RequestLimits limits = new RequestLimits(1, 1, 1, 4096, 1);
    ItemShape shape = ItemShape.image(1, 16, 16);
    SampleRequest four = images(4);

    // Four float32 images of 16 by 16 pixels have 4,096 bytes.
    limits.requireImages(four, shape);
    assertThatThrownBy(() -> limits.requireImages(images(5), shape))
        .isInstanceOf(InvalidField.class)
        .hasMessage("observation.images: 5 (expected: at most 4 on this server)");
    limits.requireImages(images(1), ItemShape.image(3, 10_000, 10_000));
  }

  private static SampleRequest images(int count) {
    Observation observation =
        Observation.newBuilder()
            .addAllImages(Collections.nCopies(count, Image.getDefaultInstance()))
            .build();
    return SampleRequest.newBuilder().setObservation(observation).build();
  }

  static Stream<Arguments> badPlans() {
    return Stream.of(
        plan("plan.model.name", p -> p.clearModel()),
        plan("plan.method", p -> p.setMethod("odee")),
        plan("plan.solver", p -> p.setSolver("euler-maruyama")),
        plan("plan.solver", p -> p.setSolver("hoin")),
        plan("plan.steps", p -> p.setSteps(0)),
        plan("plan.evaluations", p -> p.setSolver("heun").setEvaluations(3)),
        plan("plan.tolerances", p -> p.setSolver("heun")),
        plan("plan.tolerances", p -> p.setTolerances(tolerances(0))),
        plan("plan.probes", p -> p.setProbes(0)),
        plan("plan.probes", p -> p.setProbes(1_000_000)),
        plan("plan.probes", p -> p.setProbes(2).setExactTrace(true)),
        plan("plan.probe", p -> p.setProbe("gausian")),
        plan("plan.draws", p -> p.setDraws(0)),
        plan("plan.times", p -> p.setMethod("elbo").setTimes(0)),
        plan("plan.times", p -> p.setTimes(3)),
        plan("plan.form", p -> p.setMethod("elbo").setForm("score")),
        plan("plan.tmin", p -> p.setTmin(1)),
        plan("plan.tmin", p -> p.setTmin(Double.NaN)),
        plan("plan.tmin", p -> p.setMethod("elbo").setTmin(0)),
        plan("plan.importance_weighted", p -> p.setImportanceWeighted(true)),
        plan("plan.importance_weighted", p -> p.setDraws(2).setImportanceWeighted(true)),
        plan("plan.steps", p -> p.setMethod("vlb").setSteps(1)),
        plan("plan.probes", p -> p.setMethod("vlb").setProbes(2)),
        plan("plan.antithetic", p -> p.setAntithetic(true)),
        plan("plan.control_variate", p -> p.setMethod("elbo").setControlVariate(true)),
        // The model keeps no covariance.
        plan("plan.control_variate", p -> p.setControlVariate(true)),
        plan("plan.label", p -> p.setLabel(1)));
  }

  private static Arguments plan(String path, UnaryOperator<LikelihoodPlan.Builder> change) {
    return Arguments.of(path, change.apply(LikelihoodPlan.newBuilder().setModel(POINTS)).build());
  }

  @ParameterizedTest
  @MethodSource("badPlans")
  void namesTheBadFieldOfALikelihoodPlan(String path, LikelihoodPlan plan) {
    Scored scored = server.score(List.of(planned(plan), item()));

    assertInvalid(scored.failure(), path);
  }

  @Test
  void wantsThePlanFirstAndOnce() {
    LikelihoodRequest plan = planned(LikelihoodPlan.newBuilder().setModel(POINTS).build());

    assertInvalid(server.score(List.of(item())).failure(), "plan");
    assertInvalid(server.score(List.of()).failure(), "plan");
    assertInvalid(server.score(List.of(plan, plan)).failure(), "item");
    assertInvalid(
        server.score(List.of(plan, LikelihoodRequest.getDefaultInstance())).failure(), "item");
  }

  @Test
  void knowsWhichModelsItHas() {
    ModelRef unknown = ModelRef.newBuilder().setName("pointz").build();
    ModelRef version = POINTS.toBuilder().setVersion("7").build();
    for (ModelRef model : List.of(unknown, version)) {
      GetModelRequest request = GetModelRequest.newBuilder().setModel(model).build();

      StatusRuntimeException status = failure(() -> server.blocking().getModel(request));

      assertThat(status.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
      assertThat(status).hasMessageContaining("points");
    }
  }

  @Test
  void listsModelsPageByPage() {
    ListModelsRequest request = ListModelsRequest.newBuilder().setPageSize(2).build();

    ListModelsResponse first = server.blocking().listModels(request);
    ListModelsResponse second =
        server
            .blocking()
            .listModels(request.toBuilder().setPageToken(first.getNextPageToken()).build());

    assertThat(first.getModelsList())
        .extracting(ModelSummary::getName)
        .containsExactly("images", "points");
    assertThat(second.getModelsList()).extracting(ModelSummary::getVersion).containsExactly("12");
    assertThat(second.getNextPageToken()).isEmpty();
    assertInvalid(
        failure(
            () -> server.blocking().listModels(request.toBuilder().setPageToken("mine").build())),
        "page_token");
    assertInvalid(
        failure(() -> server.blocking().listModels(request.toBuilder().setPageSize(-1).build())),
        "page_size");
  }

  private static LikelihoodRequest planned(LikelihoodPlan plan) {
    return LikelihoodRequest.newBuilder().setPlan(plan).build();
  }

  private static LikelihoodRequest item() {
    return LikelihoodRequest.newBuilder()
        .setItem(LikelihoodImage.newBuilder().setId("a").setImage(InProcess.point(1, 2)))
        .build();
  }

  private static StatusRuntimeException failure(Runnable call) {
    try {
      call.run();
    } catch (StatusRuntimeException e) {
      return e;
    }
    throw new AssertionError("the call was accepted");
  }

  private static void assertInvalid(StatusRuntimeException failure, String path) {
    com.google.rpc.Status status = Objects.requireNonNull(StatusProto.fromThrowable(failure));
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    try {
      Any details =
          status.getDetailsList().stream()
              .filter(any -> any.is(BadRequest.class))
              .findFirst()
              .orElseThrow();
      assertThat(details.unpack(BadRequest.class).getFieldViolations(0).getField()).isEqualTo(path);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
