package dev.driftwood.runtime.ort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.driftwood.runtime.failure.DriftwoodException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {
  @ParameterizedTest
  @CsvSource({
    "cpu, cpu",
    "cuda, cuda:0",
    "'cuda:0,1', 'cuda:0,cuda:1'",
    "'cuda:2,cuda:0,cpu', 'cuda:2,cuda:0,cpu'",
    "'cpu,cpu', 'cpu,cpu'"
  })
  void readsLists(String text, String devices) {
    assertThat(Devices.parse(text).all()).map(Device::toString).containsExactly(devices.split(","));
    assertThat(Devices.parse(devices)).isEqualTo(Devices.parse(text));
    assertThat(Devices.parse(text)).hasToString(devices);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "cpu,1", "cuda:0,", "gpu"})
  void refusesWhatIsNoDevice(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Devices.parse(text))
        .withMessageContaining("expected: cpu or cuda:N");
  }

  @Test
  void isCheckedByWhatItComputes() {
    assertThatCode(() -> DeviceCheck.require(Device.CPU)).doesNotThrowAnyException();
    // No machine has so many cards.
    assertThatExceptionOfType(DriftwoodException.class)
        .isThrownBy(() -> DeviceCheck.require(new Device(Device.Kind.CUDA, 999)))
        .withMessageStartingWith("device cuda:999 can't be used: ");
  }
}
