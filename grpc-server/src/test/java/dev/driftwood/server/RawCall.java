package dev.driftwood.server;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A call that sends bytes, be they messages or not. */
final class RawCall {
  private static final MethodDescriptor.Marshaller<byte[]> BYTES =
      new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
          return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
          try (stream) {
            return stream.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };

  private RawCall() {}

  /**
   * How a call ended.
   *
   * @param messages that were answered
   */
  record End(Status status, Metadata trailers, int messages) {}

  /** Sends all, says that this was all, reads all, and gives up after some time. */
  static End of(
      Channel channel, MethodDescriptor<?, ?> method, List<byte[]> requests, long milliseconds) {
    MethodDescriptor<byte[], byte[]> raw = method.toBuilder(BYTES, BYTES).build();
    CallOptions options =
        CallOptions.DEFAULT.withDeadlineAfter(milliseconds, TimeUnit.MILLISECONDS);
    ClientCall<byte[], byte[]> call = channel.newCall(raw, options);
    CompletableFuture<End> end = new CompletableFuture<>();
    call.start(new Listening(end), new Metadata());
    call.request(Integer.MAX_VALUE);
    requests.forEach(call::sendMessage);
    call.halfClose();
    return end.orTimeout(30, TimeUnit.SECONDS).join();
  }

  private static final class Listening extends ClientCall.Listener<byte[]> {
    private final CompletableFuture<End> end;
    private int messages;

    Listening(CompletableFuture<End> end) {
      this.end = end;
    }

    @Override
    public void onMessage(byte[] message) {
      messages++;
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      end.complete(new End(status, trailers, messages));
    }
  }
}
