package dev.driftwood.trainer.train;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * Where a run stands between two steps. The random state is the seed and the number of steps: every
 * random number, and with it the order of the data, is a pure function of the two.
 *
 * @param step steps done
 * @param elapsedSeconds time spent on them
 * @param seed of the run; absent in checkpoints of the first format
 * @param threads of the engine; 0 in checkpoints of the first format, which don't tell
 * @param sinceRow what came since the last row of metrics
 * @param best the best so far
 */
record RunPosition(
    long step, double elapsedSeconds, OptionalLong seed, int threads, Tally sinceRow, Best best) {
  /** Before the first step. */
  static final RunPosition START = ofFirstFormat(0, 0);

  static RunPosition ofFirstFormat(long step, double elapsedSeconds) {
    Tally none = Tally.from(step, elapsedSeconds);
    return new RunPosition(step, elapsedSeconds, OptionalLong.empty(), 0, none, Best.NONE);
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(step);
    out.writeDouble(elapsedSeconds);
    out.writeLong(seed.orElseThrow());
    out.writeInt(threads);
    out.writeLong(sinceRow.start());
    out.writeDouble(sinceRow.startSeconds());
    out.writeDouble(sinceRow.loss());
    out.writeDouble(sinceRow.gradientNorm());
    out.writeDouble(sinceRow.waited());
    out.writeDouble(best.figure());
    out.writeLong(best.step());
  }

  static RunPosition read(DataInput in) throws IOException {
    return new RunPosition(
        in.readLong(),
        in.readDouble(),
        OptionalLong.of(in.readLong()),
        in.readInt(),
        new Tally(
            in.readLong(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble()),
        new Best(in.readDouble(), in.readLong()));
  }
}
