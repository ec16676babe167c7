package dev.driftwood.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.rpc.RetryInfo;
import dev.driftwood.wire.StatusDetails;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatienceTest {
  private final Patience patience = new Patience(Patience.RESTART);

  @Test
  void doublesThePauseUpToFiveSeconds() {
    assertThat(Patience.pause(0, Optional.empty())).isEqualTo(Duration.ofMillis(100));
    assertThat(Patience.pause(3, Optional.empty())).isEqualTo(Duration.ofMillis(800));
    assertThat(Patience.pause(1000, Optional.empty())).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void waitsAsLongAsTheServerSays() {
    Optional<Duration> told = Optional.of(Duration.ofSeconds(7));

    assertThat(Patience.pause(0, told)).isEqualTo(Duration.ofSeconds(7));
    assertThat(Patience.pause(3, Optional.of(Duration.ZERO))).isEqualTo(Duration.ofMillis(800));
  }

  @Test
  void readsWhatTheServerSaysFromTheTrailerOrTheDetails() {
    Metadata trailers = new Metadata();
    Metadata.Key<String> key = StatusDetails.PUSHBACK;
    trailers.put(key, "1500");
    assertThat(Interruption.of(Status.UNAVAILABLE.asRuntimeException(trailers)).pushback())
        .contains(Duration.ofMillis(1500));

    RetryInfo info =
        RetryInfo.newBuilder()
            .setRetryDelay(com.google.protobuf.Duration.newBuilder().setSeconds(2))
            .build();
    StatusRuntimeException detailed =
        StatusProto.toStatusRuntimeException(
            com.google.rpc.Status.newBuilder().setCode(14).addDetails(Any.pack(info)).build());
    assertThat(Interruption.of(detailed).pushback()).contains(Duration.ofSeconds(2));

    assertThat(of(Status.UNAVAILABLE).pushback()).isEmpty();
  }

  @Test
  void isUsedUpByFailuresAndRestoredByARow() {
    Interruption gone = of(Status.UNAVAILABLE);
    int attempts = 0;
    while (patience.left(gone)) {
      patience.await(gone, () -> true);
      attempts++;
    }
    assertThat(attempts).isEqualTo(7);

    patience.restore();

    assertThat(patience.left(gone)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "UNAVAILABLE, '', true",
    "RESOURCE_EXHAUSTED, '', true",
    "INTERNAL, RST_STREAM closed stream. HTTP/2 error code: INTERNAL_ERROR, true",
    "CANCELLED, RST_STREAM closed stream. HTTP/2 error code: CANCEL, true",
    "INTERNAL, 'internal error, request 7', false",
    "CANCELLED, '', false",
    "INVALID_ARGUMENT, '', false",
    "DEADLINE_EXCEEDED, '', false",
    "ABORTED, '', false"
  })
  void triesAgainWhatMayPass(Status.Code code, String description, boolean again) {
    assertThat(patience.left(of(code.toStatus().withDescription(description)))).isEqualTo(again);
  }

  private static Interruption of(Status status) {
    return Interruption.of(status.asRuntimeException());
  }
}
