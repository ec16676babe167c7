package dev.driftwood.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.ErrorDetailsProto;

/**
 * Messages in protobuf's JSON: names in camel case, 64-bit integers as strings, bytes in base64.
 * Fields that are zero are said, too, so that every answer has all of its fields.
 */
final class JsonMessages {
  static final ObjectMapper TREES = new ObjectMapper();

  private static final TypeRegistry DETAILS =
      TypeRegistry.newBuilder().add(ErrorDetailsProto.getDescriptor().getMessageTypes()).build();
  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer()
          .usingTypeRegistry(DETAILS)
          .alwaysPrintFieldsWithNoPresence()
          .omittingInsignificantWhitespace();

  private JsonMessages() {}

  /** A message on one line. */
  static String print(Message message) {
    try {
      return PRINTER.print(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a message of this server has no JSON", e);
    }
  }

  /**
   * Reads a message.
   *
   * @throws BadBody where the JSON is none of that type
   */
  @SuppressWarnings("unchecked")
  static <T extends Message> T parse(JsonNode json, T prototype, String path) {
    Message.Builder message = prototype.newBuilderForType();
    try {
      JsonFormat.parser().merge(json.toString(), message);
    } catch (InvalidProtocolBufferException e) {
      throw new BadBody(
          path, path + ": " + line(e) + " (expected: JSON of " + name(prototype) + ")");
    }
    return (T) message.build();
  }

  private static String name(Message message) {
    return message.getDescriptorForType().getFullName();
  }

  /**
   * A body as a tree; an empty one has no fields.
   *
   * @throws BadBody where it is no JSON object
   */
  static ObjectNode tree(String body) {
    if (body.isBlank()) {
      return TREES.createObjectNode();
    }
    try {
      if (TREES.readTree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw new BadBody("body", "body: " + e.getOriginalMessage() + " (expected: a JSON object)");
    }
    throw new BadBody("body", "body: no object (expected: a JSON object)");
  }

  private static String line(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no JSON");
  }
}
