package dev.driftwood.server;

import dev.driftwood.proto.v1.DriftwoodServiceGrpc;
import dev.driftwood.server.models.ModelRepository;
import dev.driftwood.server.models.ModelState;
import dev.driftwood.server.models.ModelStatus;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The health of each model, {@code SERVICE/NAME}: serving while one of its versions is, and not
 * while its only version is loaded, broken or gone.
 */
final class ModelHealth {
  private final ModelRepository models;
  private final HealthStatusManager health;
  private final Set<String> known = new TreeSet<>();

  ModelHealth(ModelRepository models, HealthStatusManager health) {
    this.models = models;
    this.health = health;
  }

  /** Tells those who watch how models are now. */
  synchronized void tell() {
    Set<String> serving =
        models.statuses().stream()
            .filter(status -> status.state() == ModelState.SERVING)
            .map(ModelStatus::name)
            .collect(Collectors.toSet());
    models.statuses().forEach(status -> known.add(status.name()));
    known.forEach(
        name ->
            health.setStatus(
                DriftwoodServiceGrpc.SERVICE_NAME + "/" + name,
                serving.contains(name) ? ServingStatus.SERVING : ServingStatus.NOT_SERVING));
  }
}
