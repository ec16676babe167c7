package dev.driftwood.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import dev.driftwood.proto.v1.Driftwood;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Clients in other languages are generated from the file, where a keyword is no name. */
class ProtoNamesTest {
  private static final Set<String> PYTHON =
      Set.of(
          ("False None True and as assert async await break class continue def del elif else except"
                  + " finally for from global if import in is lambda nonlocal not or pass raise"
                  + " return try while with yield")
              .split(" "));
  private static final Set<String> JAVASCRIPT =
      Set.of(
          ("arguments await break case catch class const constructor continue debugger default"
                  + " delete do else enum eval export extends false finally for function if"
                  + " implements import in instanceof interface let new null package private"
                  + " protected prototype public return static super switch this throw true try"
                  + " typeof var void while with yield")
              .split(" "));
  private static final Set<String> JAVA =
      Set.of(
          ("abstract assert boolean break byte case catch char class const continue default do"
                  + " double else enum extends final finally float for goto if implements import"
                  + " instanceof int interface long native new package private protected public"
                  + " return short static strictfp super switch synchronized this throw throws"
                  + " transient try void volatile while")
              .split(" "));

  @Test
  void areNoKeywords() {
    List<GenericDescriptor> named = named(Driftwood.getDescriptor()).toList();

    assertThat(named).hasSizeGreaterThan(150);
    for (Set<String> keywords : List.of(PYTHON, JAVASCRIPT, JAVA)) {
      assertThat(named)
          .extracting(GenericDescriptor::getName)
          .doesNotContainAnyElementsOf(keywords);
    }
  }

  private static Stream<GenericDescriptor> named(FileDescriptor file) {
    return Stream.of(
            file.getMessageTypes().stream().flatMap(ProtoNamesTest::named),
            file.getEnumTypes().stream().flatMap(ProtoNamesTest::named),
            file.getServices().stream(),
            file.getServices().stream().flatMap(service -> service.getMethods().stream()))
        .flatMap(found -> found);
  }

  private static Stream<GenericDescriptor> named(Descriptor message) {
    return Stream.of(
            Stream.of(message),
            message.getFields().stream(),
            message.getOneofs().stream(),
            message.getNestedTypes().stream().flatMap(ProtoNamesTest::named),
            message.getEnumTypes().stream().flatMap(ProtoNamesTest::named))
        .flatMap(found -> found);
  }

  private static Stream<GenericDescriptor> named(EnumDescriptor enumeration) {
    return Stream.concat(Stream.of(enumeration), enumeration.getValues().stream());
  }
}
