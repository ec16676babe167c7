package dev.driftwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainCommandTest {
  @TempDir private Path folder;

  @Test
  void leavesAModelThatSamples() {
    Path run = folder.resolve("run");

    Typed typed =
        Typed.run(
            "train",
            "--dataset",
            "swissroll",
            "--preset",
            "mlp",
            "--sde",
            "vp",
            "--iterations",
            20,
            "--batch",
            16,
            "--out",
            run);

    assertThat(typed.err()).isEmpty();
    assertThat(typed.code()).isZero();
    assertThat(typed.lastLine()).isEqualTo(run.resolve("model.onnx").toString());
    assertThat(typed.value("iterations")).isEqualTo("20");
    assertThat(run.resolve("metrics.csv")).exists();
    Typed again = Typed.run("train", "--dataset", "swissroll", "--preset", "mlp", "--out", run);
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).singleElement().asString().contains("holds a run", "--resume");
    Path out = folder.resolve("x.npy");
    assertThat(Typed.run("sample", "--model", run, "--steps", 2, "--out", out).code()).isZero();
    Path copy = folder.resolve("copy.onnx");
    assertThat(Typed.run("export", "--run", run, "--out", copy).code()).isZero();
    assertThat(copy).hasSameBinaryContentAs(run.resolve("model.onnx"));
  }

  @Test
  void trainsForTheCosineSchedule() {
    Path run = folder.resolve("run");
    String options = "--dataset swissroll --preset mlp --sde vp-cosine --iterations 20 --batch 16";

    Typed typed = Typed.run((Object[]) ("train --out " + run + " " + options).split(" "));

    assertThat(typed.err()).isEmpty();
    assertThat(typed.code()).isZero();
    assertThat(Typed.run("inspect", run).out()).asString().contains("vp-cosine");
    Path out = folder.resolve("x.npy");
    assertThat(Typed.run("sample", "--model", run, "--steps", 2, "--out", out).code()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--dataset swisroll --preset mlp | 2 | nearest: 'swissroll'",
        "--dataset swissroll --preset mlpp | 2 | nearest: 'mlp'",
        "--dataset swissroll --preset mnist | 2 | preset: mnist",
        "--dataset swissroll --preset mlp --sde vep | 2 | unknown sde 'vep'",
        "--dataset swissroll --preset mlp --sde vp-cosin | 2 | nearest: 'vp-cosine'",
        "--dataset swissroll --preset mlp --iterations 0 | 2 | iterations",
        "--dataset swissroll --preset mlp --batch 0 | 2 | batch",
        "--dataset swissroll --preset mlp --lr NaN | 2 | lr",
        "--dataset swissroll --preset mlp --ema 1 | 2 | ema",
        "--dataset swissroll --preset mlp --checkpoint-interval 0 | 2 | checkpoint-interval",
        "--dataset swissroll --preset mlp --sde ve:sigmaMun=1 | 2 | nearest: 'sigmaMin'",
        "--dataset swissroll --preset mlp --sde ve:sigmaMin=x | 2 | sigmaMin=x",
        "--dataset swissroll --preset mlp --batch 100000 | 2 | batch: 100000 (expected: <= 60000",
        "--dataset swissroll --preset mlp --flip | 2 | flip",
        "--dataset swissroll --preset mlp --warmup 10000 | 2 | warmup: 10000",
        "--dataset swissroll --preset mlp --schedule cosin | 2 | nearest: 'cosine'",
        "--dataset swissroll --preset mlp --clip 0 | 2 | clip",
        "--dataset swissroll --preset mlp --accumulate 0 | 2 | accumulate",
        "--dataset swissroll --preset mlp --ema 0.9,1 | 2 | ema: 1.0",
        "--dataset swissroll --preset mlp --optimizer adam --weight-decay 0.1 | 2 | weight-decay",
        "--dataset swissroll --preset mlp --weighting edn | 2 | nearest: 'edm'",
        "--dataset swissroll --preset mlp --times lader | 2 | nearest: 'ladder'",
        "--dataset swissroll --preset mlp --times uniform --debias | 2 | --debias",
        "--dataset swissroll --preset mlp --levels 1 | 2 | levels",
        "--dataset swissroll --preset mlp --gamma 0 | 2 | gamma",
        "--dataset swissroll --preset mlp --loss dms | 2 | nearest: 'dsm'",
        "--dataset swissroll --preset mlp --loss ssm --target v | 2 | target: v",
        "--dataset swissroll --preset mlp --target edm | 2 | target: edm with sde vp",
        "--dataset glyphs --preset small --conditioning ad | 2 | nearest: 'add'",
        "--dataset glyphs --preset small --dropout 1 | 2 | dropout: 1.0",
        "--dataset glyphs --preset small --channel-multipliers 1,x | 2 | channel-multipliers: x",
        "--dataset swissroll --preset mlp --keep 0 | 2 | keep",
        "--dataset swissroll --preset mlp --threads -1 | 2 | threads",
        "--dataset swissroll --preset mlp --device gpu | 2 | device: gpu (expected: cpu or cuda:N",
        "--dataset swissroll --preset mlp --device cuda:31 | 1 | device: cuda:31",
        "--dataset swissroll --preset mlp --evaluation-method odd | 2 | nearest: 'ode'",
        "--dataset swissroll --preset mlp --features f.onnx | 2 | features",
        "--dataset swissroll --preset mlp --metrics-samples 3 | 2 | metrics-samples",
        "--preset mlp --config /absent.yaml | 2 | /absent.yaml",
        "--preset mlp | 2 | --dataset",
        "--dataset digits --preset mnist --data-dir /absent | 1 | /absent",
      })
  void refusesWhatItCannotDo(String options, int code, String named) {
    Path run = folder.resolve("run");

    Typed typed = Typed.run((Object[]) ("train --out " + run + " " + options).split(" "));

    assertThat(typed.err()).singleElement().asString().startsWith("driftwood: ").contains(named);
    assertThat(typed.code()).isEqualTo(code);
    assertThat(run).doesNotExist();
  }
}
