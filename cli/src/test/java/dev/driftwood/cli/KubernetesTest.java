package dev.driftwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.driftwood.proto.v1.DriftwoodServiceGrpc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The manifests say the same as the server, the image and each other. */
class KubernetesTest {
  private static final Path FOLDER = Path.of("..", "deploy", "kubernetes");
  private static final String NAME = "/app.kubernetes.io~1name";

  /** Seconds to let models go in, after all calls. */
  private static final int MARGIN = 15;

  private final JsonNode options = read("serve.yaml");
  private final JsonNode deployment = read("deployment.yaml");
  private final JsonNode pod = deployment.at("/spec/template/spec");
  private final JsonNode server = pod.at("/containers/0");

  @Test
  void giveOptionsThatServeHas() {
    Typed typed = Typed.run("serve", "--config", FOLDER.resolve("serve.yaml"));

    // All is well but the folder of models, which is the container's.
    assertThat(typed.code()).isEqualTo(ExitCode.FAILED);
    assertThat(typed.err()).last().asString().contains("/models");
  }

  @Test
  void waitForAServerThatDrains() {
    int drain = options.get("drain-delay-seconds").asInt() + options.get("drain-seconds").asInt();
    assertThat(pod.get("terminationGracePeriodSeconds").asInt()).isEqualTo(drain + MARGIN);

    JsonNode alive = server.get("livenessProbe");
    int patience = alive.get("periodSeconds").asInt() * alive.get("failureThreshold").asInt();
    assertThat(patience).isGreaterThan(drain + MARGIN);
  }

  @Test
  void askForHealthWhereItIsTold() {
    for (String probe : List.of("startupProbe", "readinessProbe")) {
      assertThat(server.at("/" + probe + "/grpc/service").asText())
          .isEqualTo(DriftwoodServiceGrpc.SERVICE_NAME);
      assertThat(server.at("/" + probe + "/grpc/port")).isEqualTo(options.get("admin-grpc-port"));
    }
    assertThat(server.at("/livenessProbe/grpc/port")).isEqualTo(options.get("admin-grpc-port"));
  }

  @Test
  void nameThePortsThatAreServed() {
    assertThat(server.get("ports").findValues("containerPort"))
        .containsExactly(
            options.get("port"), options.get("admin-grpc-port"), options.get("admin-port"));
    assertThat(read("service.yaml").at("/spec/ports/0/port")).isEqualTo(options.get("port"));
    assertThat(deployment.at("/spec/template/metadata/annotations/prometheus.io~1port").asInt())
        .isEqualTo(options.get("admin-port").asInt());
  }

  @Test
  void meanTheSamePods() {
    String pods = deployment.at("/spec/template/metadata/labels" + NAME).asText();
    assertThat(pods).isEqualTo("driftwood");
    assertThat(deployment.at("/spec/selector/matchLabels" + NAME).asText()).isEqualTo(pods);
    assertThat(read("service.yaml").at("/spec/selector" + NAME).asText()).isEqualTo(pods);
    assertThat(read("disruption-budget.yaml").at("/spec/selector/matchLabels" + NAME).asText())
        .isEqualTo(pods);
    assertThat(read("autoscaler.yaml").at("/spec/scaleTargetRef/name"))
        .isEqualTo(deployment.at("/metadata/name"));
  }

  @Test
  void runAsTheImagesUser() throws IOException {
    String image = Files.readString(Path.of("..", "image", "pom.xml"));
    int user = pod.at("/securityContext/runAsUser").asInt();
    assertThat(image).contains("<user>" + user + ":" + user + "</user>");
    assertThat(server.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(server.at("/volumeMounts").findValuesAsText("mountPath"))
        .contains("/tmp", options.get("models").asText());
  }

  @Test
  void scaleByAMetricThatIsShown() throws IOException {
    String metric = read("autoscaler.yaml").at("/spec/metrics/0/pods/metric/name").asText();
    assertThat(metric).isEqualTo("driftwood_backlog_seconds");
    // ShownMetricsTest holds the page against the server.
    assertThat(Files.readString(Path.of("..", "docs", "tasks", "operate.md")))
        .contains("| `" + metric + "` |");
  }

  private static JsonNode read(String file) {
    try {
      return new YAMLMapper().readTree(FOLDER.resolve(file).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
