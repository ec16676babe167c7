package dev.driftwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.onnx.GraphBuilder;
import dev.driftwood.runtime.onnx.OnnxOps;
import dev.driftwood.runtime.onnx.wire.OnnxWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong gets one line and the right exit code, and leaves nothing half-written. */
class BadUsageTest {
  @TempDir private Path folder;
  private Path model;
  private Path images;

  @BeforeEach
  void prepare() throws IOException {
    model = TinyModels.images(folder);
    images = Inputs.images(folder, 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--lambda 1.5 --sampler euler-maruyama | lambda",
        "--lambda NaN --sampler euler-maruyama | lambda",
        "--lambda 0 | lambda",
        "--steps 0 | steps",
        "--steps -3 | steps",
        "--steps five | --steps",
        "--evaluations 7 | the nearest is",
        "--steps 2 --evaluations 4 | expected: one",
        "--rtol 1e-3 | rtol",
        "--rtol 0 --sampler dormand-prince | tol",
        "--count 0 | count",
        "--batch 0 | batch",
        "--first-row -1 | irst",
        "--threads -1 | threads",
        "--device gpu | expected: cpu or cuda:N",
        "--sampler huen | nearest: 'heun'",
        "--stepz 3 | nearest: '--steps'",
        "--label 3 | label",
        "surplus | surplus",
      })
  void refusesWhatSampleCannotDo(String options, String named) {
    Path out = folder.resolve("x.png");

    Typed typed = run("sample --model " + model + " --out " + out + " " + options);

    refused(typed, ExitCode.USAGE, named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--method sde | unknown method 'sde'",
        "--solver euler-maruyama | solver",
        "--solver heun | steps",
        "--steps 0 | steps",
        "--rtol NaN | tol",
        "--probes none | probes",
        "--probes 0 | probes",
        "--probe uniform | unknown probe 'uniform'",
        "--probe gaussian --probes exact | probe",
        "--draws 0 | draws",
        "--times 3 | --method elbo",
        "--method elbo --times 0 | times",
        "--method elbo --steps 3 | --method ode",
        "--method elbo --form other | unknown form",
        "--method elbo --probes 2 | probes",
        "--method elbo --probe gaussian | --form divergence",
        "--method elbo --form score-matching --tmin 0 | tmin",
        "--tmin 1 | tmin",
        "--rows 5:5 | rows",
        "--rows 1-3 | rows",
        "--limit 0 | limit",
        "--format mnist | unknown format",
        "--layout hwc | unknown layout",
      })
  void refusesWhatLikelihoodCannotDo(String options, String named) {
    Path out = folder.resolve("scores.csv");

    Typed typed =
        run("likelihood --model " + model + " --input " + images + " --out " + out + " " + options);

    refused(typed, ExitCode.USAGE, named);
  }

  @Test
  void refusesAnUnknownOutputFormat() {
    Typed typed = run("sample --model " + model + " --out " + folder.resolve("x.jpg"));

    refused(typed, ExitCode.USAGE, ".png or .npy");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "smaple | unknown command 'smaple' (nearest: 'sample')",
        "zzzzzzzzz | known: ",
        "--versoin | nearest: '--version'",
        "models lst | nearest: 'list'",
        "bench soak --model m | model: m (expected: --server, too)",
        "bench soak --server x:1 --preset mlp | preset: mlp (expected: none with --server)",
        "sample | --model",
        "export --out x.onnx | --run",
        "export --run a --model b --out x.onnx | mutually exclusive",
      })
  void suggestsTheNearestName(String words, String named) {
    refused(run(words), ExitCode.USAGE, named);
  }

  @Test
  void refusesAnEmptyCommand() {
    refused(Typed.run(), ExitCode.USAGE, "no command given");
  }

  @Test
  void namesTheFileThatIsMissing() {
    Path absent = folder.resolve("absent.onnx");
    Path out = folder.resolve("x.png");

    refused(run("sample --model " + absent + " --out " + out), ExitCode.FAILED, absent.toString());
    refused(
        run("likelihood --model %s --input %s --out %s".formatted(model, absent, out)),
        ExitCode.FAILED,
        absent.toString());
  }

  @Test
  void findsAnUnwritableOutputBeforeTheWork() {
    Path out = folder.resolve("absent").resolve("x.png");

    // So many steps that only a check before the work ends in time.
    Typed typed = run("sample --model " + model + " --steps 100000000 --out " + out);

    refused(typed, ExitCode.FAILED, out.toString());
    refused(run("export --model " + model + " --out " + out), ExitCode.FAILED, out.toString());
  }

  @Test
  void saysWhereRowsLieOutside() {
    Typed typed =
        run(
            "likelihood --model %s --input %s --rows 3:9 --out %s"
                .formatted(model, images, folder.resolve("scores.csv")));

    refused(typed, ExitCode.FAILED, "no image at row 3");
  }

  @Test
  void refusesAWrongMagicNumber() throws IOException {
    Files.write(images, new byte[] {9, 9, 9, 9, 0, 0, 0, 1});

    Typed typed =
        run(
            "likelihood --model %s --input %s --out %s"
                .formatted(model, images, folder.resolve("scores.csv")));

    refused(typed, ExitCode.FAILED, "09090909");
  }

  @Test
  void refusesImagesOfAnotherSize() throws IOException {
    Path points = TinyModels.points(folder);

    Typed typed =
        run(
            "likelihood --model %s --input %s --out %s"
                .formatted(points, images, folder.resolve("scores.csv")));

    refused(typed, ExitCode.FAILED, "[2]");
    Files.delete(points);
  }

  @Test
  void refusesAnArtefactWithoutMetadata() throws IOException {
    refusesArtefact(Map.of(), "driftwood.model");
  }

  @Test
  void refusesAnUnknownKeyInTheMetadata() throws IOException {
    String json = description().toJson().replace("\"output\"", "\"outputt\"");

    refusesArtefact(Map.of(ModelDescription.METADATA_KEY, json), "outputt");
  }

  @Test
  void refusesAnotherShapeThanTheMetadataSays() throws IOException {
    String json = description().toJson().replace("[1,2,3]", "[1,4,3]");

    refusesArtefact(Map.of(ModelDescription.METADATA_KEY, json), "4");
  }

  @Test
  void refusesATimeThatIsAScalar() throws IOException {
    GraphBuilder builder = new GraphBuilder();
    OnnxOps ops = new OnnxOps(builder);
    Value x = builder.input("x", DataType.FLOAT, Shape.batched(List.of(1, 2, 3)));
    Value t = builder.input("t", DataType.FLOAT, Shape.SCALAR);
    Map<String, Value> drift = Map.of("drift", ops.neg(ops.mul(x, t)));
    Map<String, String> entries = Map.of(ModelDescription.METADATA_KEY, description().toJson());

    refusesArtefact(new OnnxModel(builder.build("drift", drift), entries), "\"t\"");
  }

  @Test
  void refusesWhatIsNoArtefact() throws IOException {
    Files.writeString(model, "no protocol buffer");

    refused(run("inspect " + model), ExitCode.FAILED, model.toString());
  }

  private void refusesArtefact(Map<String, String> metadata, String named) throws IOException {
    ItemShape shape = description().shape();
    refusesArtefact(new OnnxModel(TinyModels.graph(shape), metadata), named);
  }

  private void refusesArtefact(OnnxModel content, String named) throws IOException {
    Files.write(model, OnnxWriter.write(content));
    Path out = folder.resolve("x.png");

    refused(run("sample --model " + model + " --out " + out), ExitCode.FAILED, named);
    assertThat(run("inspect " + model).err()).singleElement().asString().contains("images.onnx");
  }

  private static ModelDescription description() {
    DataSpec data = new DataSpec.Images(256, new DataTransform.Centered());
    return TinyModels.description("images", data, ItemShape.image(1, 2, 3));
  }

  private static Typed run(String words) {
    return Typed.run(Arrays.stream(words.split(" ")).toArray());
  }

  /** One line on standard error that names the trouble; no results, and no new file. */
  private void refused(Typed typed, int code, String named) {
    assertThat(typed.err()).singleElement().asString().startsWith("driftwood: ").contains(named);
    assertThat(typed.code()).isEqualTo(code);
    assertThat(typed.out()).isEmpty();
    assertThat(folder.toFile().list())
        .allMatch(name -> name.endsWith(".onnx") || name.endsWith("ubyte"));
  }
}
