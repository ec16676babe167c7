package dev.driftwood.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What curl sees. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("one-jdk")
class JsonApiTest {
  private Served served;

  @BeforeAll
  void serve(@TempDir Path folder) throws IOException {
    served = Served.start(folder);
  }

  @AfterAll
  void stop() {
    served.close();
  }

  @Test
  void listsModels() {
    HttpResponse<String> first = served.get("/v1/models?pageSize=1");
    JsonNode page = Served.json(first.body());
    JsonNode next =
        Served.json(
            served.get("/v1/models?page_token=" + page.get("nextPageToken").asText()).body());

    assertThat(first.headers().firstValue("content-type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
    assertThat(page.get("models").findValuesAsText("name")).containsExactly("images");
    assertThat(next.get("models").findValuesAsText("name")).containsExactly("large", "points");
    assertThat(next.at("/models/1/shape").toString()).isEqualTo("[2]");
  }

  @Test
  void describesAModel() {
    JsonNode model = Served.json(served.get("/v1/models/points?model.version=1").body());

    assertThat(model.at("/summary/name").asText()).isEqualTo("points");
    assertThat(model.get("calibrated").isBoolean()).isTrue();
    assertThat(Served.json(model.get("descriptionJson").asText()).at("/sde/type").asText())
        .isEqualTo("vp");
  }

  @Test
  void samplesLineByLine() {
    HttpResponse<String> response =
        served.post(
            "/v1/models/images:sample",
            "{\"count\": 3, \"sampler\": \"euler\", \"steps\": 4, \"format\": \"IMAGE_FORMAT_PNG\","
                + " \"seed\": \"5\"}");
    List<JsonNode> events = response.body().lines().map(Served::json).toList();

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(events.get(0).at("/accepted/plan/sampler").asText()).isEqualTo("euler");
    assertThat(events.get(0).at("/accepted/seed").asText()).isEqualTo("5");
    List<JsonNode> samples = events.stream().filter(event -> event.has("sample")).toList();
    assertThat(samples)
        .extracting(event -> event.at("/sample/row").asText())
        .containsExactlyInAnyOrder("0", "1", "2");
    assertThat(samples).allSatisfy(event -> assertThat(side(event)).isEqualTo(4));
    assertThat(events.get(events.size() - 1).at("/summary/rows").asText()).isEqualTo("3");
  }

  private static int side(JsonNode event) {
    byte[] png = Base64.getDecoder().decode(event.at("/sample/image/png").asText());
    try {
      return ImageIO.read(new ByteArrayInputStream(png)).getWidth();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void samplesAsEventsByAQuery() {
    HttpResponse<String> response =
        served.send(
            served
                .request("/v1/models/points:sample?count=2&steps=3&sampler=euler")
                .header("Accept", "text/event-stream")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());

    assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream");
    assertThat(response.body().split("\n\n"))
        .hasSizeGreaterThanOrEqualTo(4)
        .allSatisfy(event -> assertThat(event).startsWith("data: {"));
    assertThat(response.body()).contains("\"summary\"");
  }

  @Test
  void scoresPoints() {
    String items = item("a", 0, 0) + "," + item("b", 1, 2);
    HttpResponse<String> response =
        served.post(
            "/v1/models/points:score",
            "{\"plan\": {\"exactTrace\": true, \"tmin\": 0}, \"images\": [" + items + "]}");
    List<JsonNode> results = response.body().lines().map(Served::json).toList();

    assertThat(results).hasSize(2);
    for (JsonNode result : results) {
      double squares = result.get("id").asText().equals("a") ? 0 : 5;
      // Data are N(0, I); the solver's tolerance is 1e-5.
      assertThat(result.get("logLikelihoodNats").asDouble())
          .isCloseTo(-Math.log(2 * Math.PI) - squares / 2, within(1e-3));
    }
  }

  private static String item(String id, float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    String text = Base64.getEncoder().encodeToString(bytes.array());
    return "{\"id\": \"%s\", \"image\": {\"shape\": [%d], \"float32\": \"%s\"}}"
        .formatted(id, values.length, text);
  }

  @Test
  void scoresAPicture() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY), "png", png);
    HttpResponse<String> response =
        served.send(
            served
                .request("/v1/models/images:score?method=elbo&times=8&draws=2")
                .header("Content-Type", "image/png")
                .POST(HttpRequest.BodyPublishers.ofByteArray(png.toByteArray()))
                .build());
    JsonNode result = Served.json(response.body());

    assertThat(result.get("ok").asBoolean()).isTrue();
    assertThat(result.get("stdErrorBpd").asDouble()).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET  | /v1/models?pageSize=-1      |     | 400 | INVALID_ARGUMENT | page_size: -1",
        "GET  | /v1/models?size=1           |     | 400 | INVALID_ARGUMENT | size: unknown field",
        "GET  | /v1/models/nothing          |     | 404 | NOT_FOUND        | nothing",
        "GET  | /v2/models                  |     | 404 | NOT_FOUND        | /v2/models",
        "GET  | /v1/models/points:sample    |     | 404 | NOT_FOUND        | points:sample",
        "POST | /v1/models/points:sample    | {   | 400 | INVALID_ARGUMENT | body:",
        "POST | /v1/models/points:sample    | []  | 400 | INVALID_ARGUMENT | expected: a JSON"
            + " object",
        "POST | /v1/models/points:sample    | {\"cuont\": 2} | 400 | INVALID_ARGUMENT | cuont",
        "POST | /v1/models/points:sample    | {\"count\": 0} | 400 | INVALID_ARGUMENT | count: 0",
        "POST | /v1/models/points:sample    | {\"model\": {\"name\": \"x\"}} | 400"
            + " | INVALID_ARGUMENT | model.name: x",
        "POST | /v1/models/points:score     | {}  | 400 | INVALID_ARGUMENT | images: none",
        "POST | /v1/models/points:score     | {\"pictures\": []} | 400 | INVALID_ARGUMENT"
            + " | pictures: unknown field",
        "POST | /v1/models/points:forget    | {}  | 404 | NOT_FOUND | points:forget",
      })
  void saysWhatIsWrong(
      String method, String path, String body, int code, String status, String words) {
    HttpResponse<String> response =
        method.equals("GET") ? served.get(path) : served.post(path, String.valueOf(body));
    JsonNode error = Served.json(response.body()).get("error");

    assertThat(response.statusCode()).isEqualTo(code);
    assertThat(error.get("code").asInt()).isEqualTo(code);
    assertThat(error.get("status").asText()).isEqualTo(status);
    assertThat(error.get("message").asText()).contains(words == null ? "" : words);
  }

  @Test
  void namesTheFieldThatIsWrong() {
    JsonNode error =
        Served.json(served.post("/v1/models/points:sample", "{\"count\": 1, \"steps\": 0}").body())
            .get("error");

    assertThat(error.findValuesAsText("field")).containsExactly("steps");
    assertThat(error.findValuesAsText("reason")).contains("INVALID_FIELD");
    assertThat(error.findValuesAsText("@type"))
        .contains("type.googleapis.com/google.rpc.BadRequest");
  }

  @Test
  void takesNoBodyThatIsTooLarge() {
    HttpResponse<String> response =
        served.post("/v1/models/points:sample", "{\"grid\": \"" + "1".repeat(200_000) + "\"}");

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).contains("body: too large (expected: at most 131072 bytes");
  }

  @Test
  void keepsTheCallersDeadline() {
    HttpRequest request =
        served
            .request("/v1/models/points:sample?count=1000000&steps=10000&sampler=euler")
            .header("Grpc-Timeout", "1S")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<String> response = served.send(request);

    assertThat(response.statusCode()).isEqualTo(504);
    assertThat(Served.json(response.body()).at("/error/details").findValuesAsText("reason"))
        .containsExactly("DEADLINE_TOO_SHORT");
  }
}
