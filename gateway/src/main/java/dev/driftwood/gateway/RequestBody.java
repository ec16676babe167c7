package dev.driftwood.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import dev.driftwood.proto.v1.Image;
import dev.driftwood.proto.v1.LikelihoodImage;
import dev.driftwood.proto.v1.LikelihoodPlan;
import dev.driftwood.proto.v1.LikelihoodRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request of HTTP asks for.
 *
 * @param query fields of the message that the body does not say
 * @param model that the path names
 */
record RequestBody(QueryParams query, Optional<String> model) {
  private static final MediaType PNG = MediaType.PNG;

  /** The one message of a method that takes one. */
  <T extends Message> T message(AggregatedHttpRequest request, T prototype) {
    return read(JsonMessages.tree(request.contentUtf8()), prototype, "body");
  }

  /** A message of a request without a body. */
  <T extends Message> T message(T prototype) {
    return read(JsonMessages.TREES.createObjectNode(), prototype, "query");
  }

  /** The plan, then the images: of JSON, or the one that is a PNG and the whole body. */
  List<LikelihoodRequest> images(AggregatedHttpRequest request) {
    MediaType type = request.contentType();
    boolean png = type != null && type.is(PNG);
    ObjectNode body = png ? JsonMessages.TREES.createObjectNode() : tree(request);
    LikelihoodPlan plan =
        read(object(body.get("plan")), LikelihoodPlan.getDefaultInstance(), "plan");
    List<LikelihoodRequest> requests = new ArrayList<>();
    requests.add(LikelihoodRequest.newBuilder().setPlan(plan).build());
    if (png) {
      requests.add(item(LikelihoodImage.newBuilder().setId("0").setImage(picture(request))));
    } else {
      requests.addAll(items(body.path("images")));
    }
    return requests;
  }

  private static Image.Builder picture(AggregatedHttpRequest request) {
    return Image.newBuilder().setPng(ByteString.copyFrom(request.content().array()));
  }

  private static ObjectNode tree(AggregatedHttpRequest request) {
    ObjectNode body = JsonMessages.tree(request.contentUtf8());
    body.fieldNames()
        .forEachRemaining(
            name -> {
              if (!name.equals("plan") && !name.equals("images")) {
                throw new BadBody(name, name + ": unknown field (expected: plan, images)");
              }
            });
    return body;
  }

  private static ObjectNode object(@Nullable JsonNode plan) {
    if (plan == null) {
      return JsonMessages.TREES.createObjectNode();
    }
    if (plan instanceof ObjectNode object) {
      return object;
    }
    throw new BadBody("plan", "plan: no object (expected: JSON of driftwood.v1.LikelihoodPlan)");
  }

  private static List<LikelihoodRequest> items(JsonNode images) {
    if (images.isEmpty()) {
      throw new BadBody("images", "images: none (expected: at least one image)");
    }
    List<LikelihoodRequest> items = new ArrayList<>();
    for (JsonNode image : images) {
      String path = "images[" + items.size() + "]";
      items.add(
          item(JsonMessages.parse(image, LikelihoodImage.getDefaultInstance(), path).toBuilder()));
    }
    return items;
  }

  private static LikelihoodRequest item(LikelihoodImage.Builder image) {
    return LikelihoodRequest.newBuilder().setItem(image).build();
  }

  private <T extends Message> T read(ObjectNode tree, T prototype, String path) {
    new Fields(prototype.getDescriptorForType()).addTo(tree, query);
    model.ifPresent(name -> nameModel(tree, name));
    return JsonMessages.parse(tree, prototype, path);
  }

  private static void nameModel(ObjectNode tree, String name) {
    JsonNode given = tree.get("model");
    ObjectNode ref = given instanceof ObjectNode object ? object : tree.putObject("model");
    if (!ref.path("name").asText(name).equals(name)) {
      throw new BadBody(
          "model.name",
          "model.name: %s (expected: %s, as in the path)"
              .formatted(ref.path("name").asText(), name));
    }
    ref.put("name", name);
  }
}
