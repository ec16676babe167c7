package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import dev.driftwood.proto.v1.Image;
import dev.driftwood.proto.v1.SampleRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResumableOperationsTest {
  private static final Duration KEEP = Duration.ofSeconds(10);
  private static final long BYTES = 10_000;

  private final List<ResumableOperations.Stream> interrupted = new ArrayList<>();
  private long now = -5;
  private final ResumableOperations operations =
      new ResumableOperations(new Keeping(KEEP, BYTES), () -> now);

  @Test
  void findsAnOperationWhileItsStreamIsOpenHoweverLongThatIs() {
    Operation operation = operation("a", 0);
    Duration kept = operations.hold(operation, stream());
    pass(1000);

    assertThat(kept).isEqualTo(KEEP);
    assertThat(operations.find("a", "me")).isSameAs(operation);
    assertThat(operations.open()).isEqualTo(1);
  }

  @Test
  void findsItForSomeTimeAfterItsEnd() {
    ResumableOperations.Stream stream = stream();
    operations.hold(operation("a", 0), stream);
    operations.leave(operation("a", 0), stream, true);
    pass(10);
    assertThat(operations.find("a", "me").id()).isEqualTo("a");

    pass(0.001);

    assertThat(refusal("a", "me")).isEqualTo(Refusal.Reason.OPERATION_EXPIRED);
    assertThat(operations.bytes()).isZero();
  }

  @Test
  void tellsAnotherCallerNothingOfIt() {
    ResumableOperations.Stream stream = stream();
    operations.hold(operation("a", 0), stream);
    assertThat(refusal("a", "you")).isEqualTo(Refusal.Reason.UNKNOWN_OPERATION);

    operations.leave(operation("a", 0), stream, false);
    pass(11);

    assertThat(refusal("a", "you")).isEqualTo(Refusal.Reason.UNKNOWN_OPERATION);
    assertThat(refusal("b", "me")).isEqualTo(Refusal.Reason.UNKNOWN_OPERATION);
  }

  @Test
  void interruptsTheStreamThatWasBefore() {
    ResumableOperations.Stream first = stream();
    ResumableOperations.Stream second = stream();
    ResumableOperations.Stream third = stream();
    operations.hold(operation("a", 0), first);
    operations.hold(operation("a", 0), second);
    assertThat(interrupted).containsExactly(first);

    operations.interrupt(operation("a", 0));
    assertThat(interrupted).containsExactly(first, second);
    assertThat(operations.open()).isZero();

    operations.hold(operation("a", 0), third);
    // It ends only now, and has no part in it any more.
    operations.leave(operation("a", 0), first, true);
    assertThat(interrupted).containsExactly(first, second);
    assertThat(operations.open()).isEqualTo(1);
  }

  @Test
  void letsWhatEndedFirstGoWhereThereIsNoRoomAndOfThatFirstWhatWasWhole() {
    end("cut", 2000, false);
    end("whole", 2000, true);
    end("later", 2000, true);
    assertThat(operations.find("whole", "me")).isNotNull();

    end("new", 2000, false);
    assertThat(refusal("whole", "me")).isEqualTo(Refusal.Reason.OPERATION_NOT_KEPT);
    assertThat(operations.find("later", "me")).isNotNull();
    end("newer", 4000, false);

    assertThat(refusal("later", "me")).isEqualTo(Refusal.Reason.OPERATION_NOT_KEPT);
    assertThat(refusal("cut", "me")).isEqualTo(Refusal.Reason.OPERATION_NOT_KEPT);
    assertThat(operations.find("newer", "me")).isNotNull();
    assertThat(operations.bytes()).isLessThanOrEqualTo(BYTES);
  }

  @Test
  void keepsNothingForWhichThereIsNoRoomBesideOpenStreams() {
    operations.hold(operation("open", 6000), stream());
    Duration large = operations.hold(operation("large", 6000), stream());
    Duration huge = operations.hold(operation("huge", 60_000), stream());
    Duration small = operations.hold(operation("small", 10), stream());

    assertThat(List.of(large, huge)).containsOnly(Duration.ZERO);
    assertThat(small).isEqualTo(KEEP);
    assertThat(refusal("large", "me")).isEqualTo(Refusal.Reason.OPERATION_NOT_KEPT);
  }

  @Test
  void remembersAFewThousandThatAreGone() {
    for (int i = 0; i < 5000; i++) {
      operations.hold(operation("huge-" + i, 60_000), stream());
    }

    assertThat(refusal("huge-4999", "me")).isEqualTo(Refusal.Reason.OPERATION_NOT_KEPT);
    assertThat(refusal("huge-0", "me")).isEqualTo(Refusal.Reason.UNKNOWN_OPERATION);
  }

  private void end(String id, int size, boolean whole) {
    ResumableOperations.Stream stream = stream();
    operations.hold(operation(id, size), stream);
    operations.leave(operation(id, size), stream, whole);
    pass(0.1);
  }

  private void pass(double seconds) {
    now += (long) (1e9 * seconds);
  }

  private Refusal.Reason refusal(String id, String owner) {
    return catchThrowableOfType(Refusal.class, () -> operations.find(id, owner)).reason();
  }

  private ResumableOperations.Stream stream() {
    return new ResumableOperations.Stream() {
      @Override
      public void takenOver() {
        interrupted.add(this);
      }
    };
  }

  private static Operation operation(String id, int size) {
    Image image = Image.newBuilder().setFloat32(ByteString.copyFrom(new byte[size])).build();
    SampleRequest request = SampleRequest.newBuilder().addLatents(image).build();
    return new Operation(id, "me", request, "digest");
  }
}
