package dev.driftwood.client;

import dev.driftwood.proto.v1.Image;
import dev.driftwood.proto.v1.SampleRequest;
import dev.driftwood.wire.RowRanges;
import java.util.List;

/**
 * The rows of a request from the first that has not arrived to the last: of those in flight when a
 * stream was cut some may have arrived, and are drawn again.
 *
 * @param first number of the first one
 * @param count how many; 0 where all are there
 */
record MissingRows(long first, long count) {
  /** Those of a request, which says how many rows it has. */
  static MissingRows of(SampleRequest request, RowRanges received) {
    long from = received.firstMissing(request.getFirstRow(), request.getCount());
    long last = received.lastMissing(request.getFirstRow(), request.getCount());
    return new MissingRows(from, Math.max(0, last + 1 - from));
  }

  /** The request for them alone. */
  SampleRequest request(SampleRequest whole) {
    SampleRequest.Builder rest = whole.toBuilder().setFirstRow(first).setCount(count);
    if (whole.getLatentsCount() > 0) {
      int from = Math.toIntExact(first - whole.getFirstRow());
      List<Image> latents = whole.getLatentsList().subList(from, Math.toIntExact(from + count));
      rest.clearLatents().addAllLatents(latents);
    }
    return rest.build();
  }
}
