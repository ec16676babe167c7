package dev.driftwood.cli.option;

import dev.driftwood.runtime.Latents;
import dev.driftwood.runtime.SamplePlan;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where samples begin. */
public final class LatentsOption {
  @Option(
      names = "--latents",
      paramLabel = "x.npy",
      description =
          "Begin at these latents, as 'driftwood encode' writes them, one a sample, in place of"
              + " prior draws.")
  private @Nullable Path latents;

  /** The plan that was typed; reads the latents. */
  public SamplePlan plan(SampleOptions options) {
    return latents == null ? options.plan() : options.planOf(Latents.read(latents));
  }
}
