package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class OutboxTest {
  private final Writers writers = new Writers(1);
  private final Wire<String> wire = new Wire<>();
  private final Outbox<String> outbox =
      new Outbox<>(wire, writers, Duration.ofSeconds(10), 1 << 20);
  private final Ear ear = new Ear();

  @AfterEach
  void close() {
    writers.close();
  }

  static List<Supplier<String>> unmakeable() {
    return List.of(
        () -> {
          throw new IllegalStateException("no such picture");
        },
        () -> {
          throw new StackOverflowError();
        });
  }

  @ParameterizedTest
  @MethodSource("unmakeable")
  void endsACallOneOfWhoseMessagesCantBeMadeAndStopsItsWork(Supplier<String> message)
      throws Exception {
    outbox.tell(ear);
    outbox.post(message, 1);

    assertThat(wire.end()).isEqualTo(Status.Code.INTERNAL);
    assertThat(Status.fromThrowable(wire.failure()).getDescription())
        .matches("internal error, request \\S+");
    assertThat(ear.next()).isEqualTo("gone");
    assertThat(ear.next()).isEqualTo("ended early");
  }

  @Test
  void sendsAllBeforeItEndsWellAndTellsOfNoOneGone() throws Exception {
    outbox.tell(ear);
    outbox.post(() -> "a", 1);
    outbox.post(() -> "b", 1);
    outbox.complete();

    assertThat(wire.end()).isEqualTo(Status.Code.OK);
    assertThat(wire.sent()).containsExactly("a", "b");
    assertThat(ear.next()).isEqualTo("ended well");
  }

  @Test
  void saysThatACallWhoseReaderLeftBeforeItsLastMessageWasNotSentWhole() throws Exception {
    wire.stall();
    outbox.tell(ear);
    outbox.post(() -> "a", 1);
    outbox.complete();
    wire.cut();

    assertThat(ear.next()).isEqualTo("gone");
    assertThat(ear.next()).isEqualTo("ended early");
  }

  /** Hears what becomes of the call. */
  private static final class Ear implements Outbox.Listener {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    String next() throws InterruptedException {
      return heard.poll(10, TimeUnit.SECONDS);
    }

    @Override
    public void gone() {
      heard.add("gone");
    }

    @Override
    public void ended(boolean completed) {
      heard.add(completed ? "ended well" : "ended early");
    }
  }
}
