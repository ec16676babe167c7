package dev.driftwood.server.access;

import io.grpc.Metadata;
import java.util.UUID;
import java.util.regex.Pattern;

/** The name of a request, which its caller may choose: {@code x-request-id} of the metadata. */
final class RequestId {
  static final Metadata.Key<String> KEY =
      Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);

  /** Nothing that a log or a shell takes for anything but a word. */
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:/+=@-]{1,128}");

  private RequestId() {}

  /** The caller's, where there is one and it is well formed; else a new one. */
  static String of(Metadata headers) {
    String given = headers.get(KEY);
    return given != null && FORM.matcher(given).matches() ? given : generated();
  }

  static String generated() {
    return UUID.randomUUID().toString();
  }
}
