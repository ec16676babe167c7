package dev.driftwood.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionSecurityTest {
  @Test
  void tellsNobodyItsToken() {
    assertThat(ConnectionSecurity.PLAIN.withToken("hush")).asString().doesNotContain("hush");
  }
}
