package dev.driftwood.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:50051", "[::1]:1", "host.example:65535"})
  void readsAndWritesAddresses(String text) {
    assertThat(ServerAddress.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", "localhost:", "a:0", "a:70000", "::1:5", "http://a:1"})
  void refusesWhatIsNoAddress(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServerAddress.parse(text))
        .withMessageContaining("expected: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mnist-vp", "mnist-vp/12"})
  void readsAndWritesModelNames(String text) {
    assertThat(ModelName.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/0", "a/b", "a/1/2", "a b"})
  void refusesWhatIsNoModelName(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ModelName.parse(text));
  }
}
