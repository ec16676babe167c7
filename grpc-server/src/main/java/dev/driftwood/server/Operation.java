package dev.driftwood.server;

import dev.driftwood.proto.v1.SampleRequest;
import dev.driftwood.server.access.CallNotes;
import dev.driftwood.server.models.ServedModel;
import java.util.UUID;

/**
 * A sample request that was accepted, as far as it takes to go on with it later: rows are functions
 * of it and of the model.
 *
 * @param id a random one, which nobody can guess
 * @param owner who asked for it, and alone may go on with it
 * @param request with the version of the model that was taken
 * @param digest of the model
 */
record Operation(String id, String owner, SampleRequest request, String digest) {
  /** Of an entry besides its request, about. */
  private static final long OVERHEAD_BYTES = 1024;

  /** An operation of the caller whose call is being handled. */
  static Operation of(SampleRequest request, ServedModel served) {
    SampleRequest.Builder pinned = request.toBuilder();
    pinned.getModelBuilder().setVersion(Integer.toString(served.version()));
    String digest = served.model().artefact().digest();
    String owner = CallNotes.current().principal();
    return new Operation(UUID.randomUUID().toString(), owner, pinned.build(), digest);
  }

  /** Memory that it takes, about: small numbers are shorter on the wire. */
  long bytes() {
    long numbers = (long) (Integer.BYTES - 1) * request.getLabelsCount();
    return OVERHEAD_BYTES + request.getSerializedSize() + numbers;
  }
}
