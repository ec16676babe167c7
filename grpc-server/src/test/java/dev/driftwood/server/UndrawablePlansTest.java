package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.rpc.BadRequest;
import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.proto.v1.SampleRequest;
import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.server.models.ModelRepository;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plans that are well formed and can't be begun with the model that they name. */
@Timeout(60)
class UndrawablePlansTest {
  private static final SampleRequest REQUEST =
      SampleRequest.newBuilder()
          .setModel(ModelRef.newBuilder().setName("down-to-data"))
          .setSampler("euler")
          .setGrid("log-snr")
          .setSteps(5)
          .setCount(1)
          .build();

  @Test
  void namesTheGridThatCantBeLaidAndLeavesNothing(@TempDir Path path) throws Exception {
    ModelRepository models =
        new Folder(path).with("down-to-data.onnx", downToData().bytes()).open();
    try (InProcess server = InProcess.start(models, ServerSettings.of("", 0).withCalls(4))) {
      StatusRuntimeException refusal =
          catchThrowableOfType(
              StatusRuntimeException.class, () -> server.blocking().sample(REQUEST).next());

      assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
      BadRequest detail = StatusProto.fromThrowable(refusal).getDetails(0).unpack(BadRequest.class);
      assertThat(detail.getFieldViolations(0).getField()).isEqualTo("grid");
      assertThat(server.workers().awaitIdle(Duration.ofSeconds(5))).isTrue();
      assertThat(models.find("down-to-data", "").shared().backlog().open()).isZero();
    }
  }

  /** A model whose samplers go down to t = 0, where the signal-to-noise ratio is infinite. */
  private static Artefact downToData() {
    Artefact points = Folder.points();
    ModelDescription usual = points.description();
    ModelDescription description =
        new ModelDescription(
            usual.name(),
            usual.version(),
            usual.sde(),
            usual.output(),
            usual.shape(),
            usual.data(),
            usual.labels(),
            0.0,
            usual.likelihoodTMin(),
            usual.adopted());
    return Artefact.of(description, points.graph(), Map.of());
  }
}
