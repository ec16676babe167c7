package dev.driftwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class MainTest {
  /** Whoever resets a connection would fill the server's log. */
  @Test
  void keepsStackTracesOfTheTransportBack() {
    Typed.run("--version");

    String handler = NettyServerBuilder.class.getPackageName() + ".NettyServerHandler";
    assertThat(Logger.getLogger(handler).isLoggable(Level.WARNING)).isFalse();
    assertThat(Logger.getLogger(handler).isLoggable(Level.SEVERE)).isTrue();
  }
}
