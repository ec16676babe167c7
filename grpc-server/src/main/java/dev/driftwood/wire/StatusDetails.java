package dev.driftwood.wire;

import io.grpc.Metadata;

/** What a status says beyond its code, under names that server and clients share. */
public final class StatusDetails {
  /** Whose reasons those of {@code ErrorInfo} are. */
  public static final String DOMAIN = "driftwood.v1";

  /** The trailer that gRPC's own retries obey: milliseconds to stay away for. */
  public static final String PUSHBACK_NAME = "grpc-retry-pushback-ms";

  /** The same as a key. */
  public static final Metadata.Key<String> PUSHBACK =
      Metadata.Key.of(PUSHBACK_NAME, Metadata.ASCII_STRING_MARSHALLER);

  private StatusDetails() {}
}
