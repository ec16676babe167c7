package dev.driftwood.server;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Messages with odd values in any field, found by their descriptors. */
final class OddMessages {
  private static final String LONG = "é\u0000".repeat(10_000);
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0};

  private OddMessages() {}

  /** A message with each odd value in each of its fields, however deep, one at a time. */
  static List<Message> ofEachField(Message base) {
    return ofFields(base, field -> true);
  }

  /** The same of the fields that it has. */
  static List<Message> ofEachFieldThere(Message base) {
    return ofFields(base, base.getAllFields()::containsKey);
  }

  private static List<Message> ofFields(Message base, Predicate<FieldDescriptor> wanted) {
    List<Message> odd = new ArrayList<>();
    for (List<FieldDescriptor> path : paths(base.getDescriptorForType(), List.of())) {
      if (!wanted.test(path.get(0))) {
        continue;
      }
      FieldDescriptor field = path.get(path.size() - 1);
      values(field).forEach(value -> odd.add(with(base, path, List.of(value))));
      odd.add(with(base, path, List.of()));
      if (field.isRepeated() && !field.isMapField()) {
        Object last = values(field).get(0);
        IntStream.of(2, 300)
            .forEach(
                size ->
                    odd.add(
                        with(base, path, IntStream.range(0, size).mapToObj(i -> last).toList())));
      }
    }
    return odd;
  }

  /** A message with odd values in some of its fields. */
  static Message ofSomeFields(Message base, SplittableRandom random) {
    List<List<FieldDescriptor>> paths = paths(base.getDescriptorForType(), List.of());
    Message odd = base;
    for (int changes = random.nextInt(1, 5); changes > 0; changes--) {
      List<FieldDescriptor> path = paths.get(random.nextInt(paths.size()));
      FieldDescriptor field = path.get(path.size() - 1);
      List<Object> some = values(field);
      int most = field.isRepeated() ? random.nextInt(4) : random.nextInt(2);
      List<Object> chosen =
          IntStream.range(0, most).mapToObj(i -> some.get(random.nextInt(some.size()))).toList();
      odd = with(odd, path, chosen);
    }
    return odd;
  }

  /** Bytes that may be no message: cut, changed, doubled, with fields that nobody knows. */
  static byte[] bytes(Message base, SplittableRandom random) {
    byte[] bytes = base.toByteArray();
    return switch (random.nextInt(5)) {
      case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      case 1 -> changed(bytes, random);
      case 2 -> joined(bytes, ofSomeFields(base, random).toByteArray());
      case 3 -> joined(bytes, unknown(random));
      default -> changed(new byte[random.nextInt(1, 300)], random);
    };
  }

  private static byte[] changed(byte[] bytes, SplittableRandom random) {
    byte[] other = bytes.clone();
    for (int i = random.nextInt(1, 5); i > 0 && other.length > 0; i--) {
      other[random.nextInt(other.length)] = (byte) random.nextInt();
    }
    return other;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(first);
    both.writeBytes(second);
    return both.toByteArray();
  }

  private static byte[] unknown(SplittableRandom random) {
    UnknownFieldSet.Field field =
        UnknownFieldSet.Field.newBuilder()
            .addVarint(random.nextLong())
            .addLengthDelimited(ByteString.copyFromUtf8("unknown"))
            .build();
    return UnknownFieldSet.newBuilder()
        .addField(random.nextInt(100, 1000), field)
        .build()
        .toByteArray();
  }

  private static List<List<FieldDescriptor>> paths(Descriptor type, List<FieldDescriptor> above) {
    List<List<FieldDescriptor>> paths = new ArrayList<>();
    for (FieldDescriptor field : type.getFields()) {
      List<FieldDescriptor> path = Stream.concat(above.stream(), Stream.of(field)).toList();
      paths.add(path);
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        paths.addAll(paths(field.getMessageType(), path));
      }
    }
    return paths;
  }

  /** A message in which the field at the end of a path, of first elements, has some values. */
  private static Message with(Message base, List<FieldDescriptor> path, List<Object> values) {
    Message.Builder builder = base.toBuilder();
    FieldDescriptor field = path.get(0);
    if (path.size() == 1) {
      builder.clearField(field);
      for (Object value : values) {
        if (field.isRepeated()) {
          builder.addRepeatedField(field, value);
        } else {
          builder.setField(field, value);
        }
      }
      return builder.build();
    }
    List<FieldDescriptor> rest = path.subList(1, path.size());
    if (!field.isRepeated()) {
      return builder.setField(field, with((Message) base.getField(field), rest, values)).build();
    }
    if (base.getRepeatedFieldCount(field) == 0) {
      Message empty = builder.newBuilderForField(field).build();
      return builder.addRepeatedField(field, with(empty, rest, values)).build();
    }
    Message first = (Message) base.getRepeatedField(field, 0);
    return builder.setRepeatedField(field, 0, with(first, rest, values)).build();
  }

  private static List<Object> values(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case INT -> List.of(Integer.MIN_VALUE, Integer.MAX_VALUE, -1, 0, 1, 2, 1 << 20);
      case LONG -> List.of(Long.MIN_VALUE, Long.MAX_VALUE, -1L, 0L, 1L, 1L << 31, 1L << 53);
      case FLOAT -> List.of(Float.NaN, -1f, 0f);
      case DOUBLE ->
          List.of(
              Double.NaN,
              Double.POSITIVE_INFINITY,
              Double.NEGATIVE_INFINITY,
              Double.MIN_VALUE,
              Double.MAX_VALUE,
              -0.0,
              -1.0,
              0.5,
              1.0);
      case BOOLEAN -> List.of(true, false);
      case STRING -> List.of("", "x", " \n\t%s", LONG, "../..", "😀", "NaN", "-1", "9999999999");
      case BYTE_STRING ->
          List.of(
              ByteString.EMPTY,
              ByteString.copyFrom(new byte[1]),
              ByteString.copyFrom(new byte[8]),
              ByteString.copyFrom(new byte[16]),
              ByteString.copyFrom(new byte[100_000]),
              ByteString.copyFrom(PNG));
      case ENUM -> enumValues(field);
      case MESSAGE -> List.of(defaultOf(field));
    };
  }

  private static List<Object> enumValues(FieldDescriptor field) {
    List<Object> values = new ArrayList<>(field.getEnumType().getValues());
    for (int number : new int[] {99, -1, Integer.MIN_VALUE}) {
      EnumValueDescriptor unknown = field.getEnumType().findValueByNumberCreatingIfUnknown(number);
      values.add(unknown);
    }
    return values;
  }

  private static Message defaultOf(FieldDescriptor field) {
    return com.google.protobuf.DynamicMessage.getDefaultInstance(field.getMessageType());
  }
}
