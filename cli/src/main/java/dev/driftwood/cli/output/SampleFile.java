package dev.driftwood.cli.output;

import dev.driftwood.runtime.Sample;

/**
 * A file of samples in the making, in the order of their rows; it appears when it is whole, and
 * closing earlier leaves none.
 */
sealed interface SampleFile extends AutoCloseable permits NpySamples, PngSamples {
  /** Takes a sample; samples come in any order. */
  void add(Sample sample);

  /** Ends the file once all samples are in. */
  void commit();

  @Override
  void close();
}
