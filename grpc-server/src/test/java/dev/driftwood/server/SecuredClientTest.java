package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.driftwood.client.ConnectionSecurity;
import dev.driftwood.client.DriftwoodClient;
import dev.driftwood.client.ModelName;
import dev.driftwood.client.ServerAddress;
import dev.driftwood.runtime.LikelihoodPlan;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.server.access.FinishedCall;
import dev.driftwood.server.security.SecuritySettings;
import dev.driftwood.server.security.TlsFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client against a server of this machine that wants certificates and tokens. */
@Timeout(120)
@Tag("one-jdk")
class SecuredClientTest {
  // SHA-256 of "secret".
  private static final String SECRET =
      "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

  @TempDir private Path path;

  @Test
  void scoresAsANamedClientOverAnEncryptedConnection() throws Exception {
    PemIdentity server = PemIdentity.of("first");
    PemIdentity client = PemIdentity.of("second");
    Path tokens =
        Files.writeString(path.resolve("tokens.yaml"), "[{name: ann, sha256: " + SECRET + "}]");
    SecuritySettings security =
        SecuritySettings.OPEN
            .withTls(
                new TlsFiles(server.certificate(), server.key(), Optional.of(client.certificate())))
            .withTokens(tokens);
    Path models = Files.createDirectory(path.resolve("models"));
    try (Operated operated = Operated.start(models, how -> how.withSecurity(security))) {
      ConnectionSecurity certified =
          new ConnectionSecurity(
              true,
              Optional.of(server.certificate()),
              Optional.of(
                  new ConnectionSecurity.OwnCertificate(client.certificate(), client.key())),
              Optional.empty());

      assertThatExceptionOfType(DriftwoodException.class)
          .isThrownBy(() -> models(operated, certified))
          .withMessageContaining("no token");
      assertThatExceptionOfType(DriftwoodException.class)
          .isThrownBy(() -> models(operated, ConnectionSecurity.PLAIN));
      operated.ended();
      requireScores(operated, certified.withToken("secret"));
    }
  }

  private static DriftwoodClient connect(Operated operated, ConnectionSecurity security) {
    ServerAddress address = new ServerAddress("localhost", operated.server().port());
    return DriftwoodClient.connect(address, security, Optional.empty());
  }

  private static int models(Operated operated, ConnectionSecurity security) {
    try (DriftwoodClient client = connect(operated, security)) {
      return client.models().size();
    }
  }

  private static void requireScores(Operated operated, ConnectionSecurity security)
      throws InterruptedException {
    List<Image> images =
        List.of(
            Image.ofFloats("a", ItemShape.point(2), new float[] {0.5F, 1}),
            Image.ofFloats("b", ItemShape.point(2), new float[] {0, -1}));
    try (DriftwoodClient client = connect(operated, security)) {
      assertThat(client.logLikelihood(ModelName.parse("points"), images, LikelihoodPlan.defaults()))
          .hasSize(2);
    }
    FinishedCall described = operated.ended();
    FinishedCall scored = operated.ended();
    assertThat(described.method()).endsWith("/GetModel");
    assertThat(scored.method()).endsWith("/LogLikelihood");
    assertThat(scored.principal()).isEqualTo("ann");
    assertThat(scored.work().rows()).isEqualTo(2);
    assertThat(scored.work().evaluations()).isGreaterThanOrEqualTo(12);
    assertThat(scored.work().waited()).isPresent();
  }
}
