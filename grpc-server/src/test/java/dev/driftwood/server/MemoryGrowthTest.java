package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.proto.v1.SampleEvent;
import dev.driftwood.proto.v1.SampleRequest;
import dev.driftwood.runtime.ort.OrtDrift;
import io.grpc.Context;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls leave no memory behind, and a leak of 256 KiB a call would be seen. */
@Tag("slow")
@Timeout(300)
class MemoryGrowthTest {
  private static final int CALLS = 500;
  private static final int LEAK = 256 * 1024;
  private static final int ROUNDS = 3;

  // The leak is 131 MB a round.
  private static final double LIMIT = 48e6;

  @TempDir Path path;

  @Test
  void growsByNothingButALeakThatIsPutIn() {
    try (InProcess server = InProcess.start(path, 8)) {
      calls(server, CALLS);

      assertThat(growth(() -> calls(server, CALLS))).isLessThan(LIMIT);
      List<ByteBuffer> leaked = new ArrayList<>();
      assertThat(growth(() -> leak(leaked))).isGreaterThan(LIMIT);
      assertThat(leaked).hasSize(ROUNDS * CALLS);
    }
  }

  /** A leak grows in every round, and the Java heap in some of them. */
  private static double growth(Runnable work) {
    return IntStream.range(0, ROUNDS).mapToDouble(round -> growthOnce(work)).min().orElseThrow();
  }

  private static double growthOnce(Runnable work) {
    System.gc();
    double before = OrtDrift.residentBytes();
    work.run();
    System.gc();
    return OrtDrift.residentBytes() - before;
  }

  private static void leak(List<ByteBuffer> leaked) {
    for (int i = 0; i < CALLS; i++) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(LEAK);
      for (int b = 0; b < LEAK; b += 1024) {
        buffer.put(b, (byte) 1);
      }
      leaked.add(buffer);
    }
  }

  /** Some to their ends, and every third cancelled. */
  private static void calls(InProcess server, int count) {
    SampleRequest request =
        SampleRequest.newBuilder()
            .setModel(ModelRef.newBuilder().setName("images"))
            .setSampler("euler")
            .setSteps(3)
            .setCount(4)
            .build();
    for (int i = 0; i < count; i++) {
      Context.CancellableContext context = Context.current().withCancellation();
      boolean whole = i % 3 != 0;
      context.run(
          () -> {
            Iterator<SampleEvent> events = server.blocking().sample(request);
            events.next();
            if (whole) {
              events.forEachRemaining(event -> {});
            }
          });
      context.cancel(null);
    }
  }
}
