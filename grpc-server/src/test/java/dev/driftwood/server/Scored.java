package dev.driftwood.server;

import dev.driftwood.proto.v1.LikelihoodResult;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Optional;

/** How a likelihood call went. */
record Scored(List<LikelihoodResult> results, Optional<Throwable> cause) {
  StatusRuntimeException failure() {
    return (StatusRuntimeException)
        cause.orElseThrow(() -> new AssertionError("the call went well"));
  }
}
