package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.driftwood.proto.v1.DriftwoodServiceGrpc;
import dev.driftwood.proto.v1.ListModelsRequest;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.server.security.SecuritySettings;
import dev.driftwood.server.security.TlsFiles;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections that are encrypted, to a server of this machine. */
@Timeout(120)
class TlsTest {
  private static PemIdentity first;
  private static PemIdentity second;

  @TempDir private Path path;

  @BeforeAll
  static void make() throws Exception {
    first = PemIdentity.of("first");
    second = PemIdentity.of("second");
  }

  @Test
  void showsNewConnectionsTheCertificateThatReplacedTheOldOne() throws Exception {
    PemIdentity own = copyOf(first);
    SecuritySettings security =
        SecuritySettings.OPEN
            .withTls(new TlsFiles(own.certificate(), own.key(), Optional.empty()))
            .withReload(Duration.ofMillis(20));
    try (Operated operated = Operated.start(models(), how -> how.withSecurity(security))) {
      ManagedChannel old = channel(operated, trusting(first).build());
      try {
        requireAnswer(old);
        assertThat(answers(operated, trusting(second).build())).isFalse();

        own.become(second);

        awaitAnswer(operated, trusting(second).build());
        assertThat(answers(operated, trusting(first).build())).isFalse();
        // Who was connected stays so.
        requireAnswer(old);
        // Without encryption nobody is heard.
        assertThat(operated.list()).isPresent();
      } finally {
        old.shutdownNow();
      }
    }
  }

  @Test
  void takesOnlyClientsWithACertificateThatItTrusts() throws Exception {
    TlsFiles files =
        new TlsFiles(first.certificate(), first.key(), Optional.of(second.certificate()));
    SecuritySettings security = SecuritySettings.OPEN.withTls(files);
    try (Operated operated =
        Operated.start(models(), how -> how.withSecurity(security).withTransport(impatient()))) {
      TlsChannelCredentials.Builder unknown =
          trusting(first).keyManager(first.certificate().toFile(), first.key().toFile());
      TlsChannelCredentials.Builder known =
          trusting(first).keyManager(second.certificate().toFile(), second.key().toFile());

      assertThat(answers(operated, trusting(first).build())).isFalse();
      assertThat(answers(operated, unknown.build())).isFalse();
      assertThat(answers(operated, known.build())).isTrue();
      assertThat(operated.ended().principal()).isEqualTo("CN=second");
      requireGivenUp(operated.server().port());
    }
  }

  private static TransportSettings impatient() {
    TransportSettings usual = TransportSettings.DEFAULT;
    return new TransportSettings(
        usual.callsPerConnection(),
        usual.keepAlive(),
        usual.keepAliveTimeout(),
        usual.clientKeepAlive(),
        Duration.ofSeconds(2),
        usual.age(),
        usual.ageGrace());
  }

  /** One who connects and says nothing is not waited for. */
  private static void requireGivenUp(int port) throws IOException {
    try (Socket silent = new Socket("127.0.0.1", port)) {
      silent.setSoTimeout(20_000);
      assertThat(silent.getInputStream().readAllBytes()).hasSizeLessThan(1000);
    }
  }

  @Test
  void doesNotStartWithFilesThatDoNotBelongTogether() {
    TlsFiles mixed = new TlsFiles(first.certificate(), second.key(), Optional.empty());
    TlsFiles swapped = new TlsFiles(first.key(), first.certificate(), Optional.empty());

    assertThatExceptionOfType(DriftwoodException.class)
        .isThrownBy(() -> Operated.start(models(), how -> how.withSecurity(tls(mixed))))
        .withMessageContaining("is not of the key");
    assertThatExceptionOfType(DriftwoodException.class)
        .isThrownBy(() -> Operated.start(models(), how -> how.withSecurity(tls(swapped))))
        .withMessageMatching("[^\\n]*can't be read[^\\n]*");
  }

  private static SecuritySettings tls(TlsFiles files) {
    return SecuritySettings.OPEN.withTls(files);
  }

  private Path models() throws IOException {
    return Files.createDirectories(path.resolve("models"));
  }

  private PemIdentity copyOf(PemIdentity identity) throws IOException {
    return new PemIdentity(
        Files.copy(identity.certificate(), path.resolve("own.crt")),
        Files.copy(identity.key(), path.resolve("own.key")));
  }

  private static TlsChannelCredentials.Builder trusting(PemIdentity identity) throws IOException {
    return TlsChannelCredentials.newBuilder().trustManager(identity.certificate().toFile());
  }

  private static ManagedChannel channel(Operated operated, io.grpc.ChannelCredentials credentials) {
    return NettyChannelBuilder.forAddress("localhost", operated.server().port(), credentials)
        .build();
  }

  private static boolean answers(Operated operated, io.grpc.ChannelCredentials credentials) {
    ManagedChannel channel = channel(operated, credentials);
    try {
      requireAnswer(channel);
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    } finally {
      channel.shutdownNow();
    }
  }

  private static void requireAnswer(ManagedChannel channel) {
    assertThat(
            DriftwoodServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .listModels(ListModelsRequest.getDefaultInstance())
                .getModelsList())
        .isNotEmpty();
  }

  private static void awaitAnswer(Operated operated, io.grpc.ChannelCredentials credentials) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < end && !answers(operated, credentials)) {
      Thread.onSpinWait();
    }
    assertThat(answers(operated, credentials)).isTrue();
  }
}
