package dev.driftwood.cli;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The edges between modules and packages, of every module at once. */
@Tag("one-jdk")
class ArchitectureTest {
  private static final String RUNTIME = "dev.driftwood.runtime..";
  private static final String TRAINER = "dev.driftwood.trainer..";
  private static final String BENCH = "dev.driftwood.bench..";
  private static final String[] SERVICE = {
    "dev.driftwood.server..", "dev.driftwood.client..", "dev.driftwood.wire.."
  };
  private static final String GATEWAY = "dev.driftwood.gateway..";
  private static final String COMMAND = "dev.driftwood.cli..";
  private static final String PROTO = "dev.driftwood.proto..";

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.driftwood");

  @ParameterizedTest
  @CsvSource({
    "runtime, 120",
    "trainer, 50",
    "bench, 2",
    "server, 15",
    "client, 5",
    "wire, 5",
    "gateway, 12",
    "cli, 40",
    "proto, 30"
  })
  void seesTheModules(String module, int atLeast) {
    long seen = ALL.stream().filter(resideInAPackage("dev.driftwood." + module + "..")).count();

    assertThat(seen).isGreaterThanOrEqualTo(atLeast);
  }

  @Test
  void runtimeSeesNeitherTrainerNorService() {
    noClasses()
        .that()
        .resideInAPackage(RUNTIME)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(TRAINER, BENCH, COMMAND, "ai.djl..", "io.grpc..")
                .or(resideInAnyPackage(SERVICE)))
        .check(ALL);
  }

  @Test
  void trainerSeesNoService() {
    noClasses()
        .that()
        .resideInAPackage(TRAINER)
        .should()
        .dependOnClassesThat(resideInAPackage("io.grpc..").or(resideInAnyPackage(SERVICE)))
        .check(ALL);
  }

  @Test
  void serviceSeesNoTrainer() {
    noClasses()
        .that()
        .resideInAnyPackage(SERVICE)
        .should()
        .dependOnClassesThat(resideInAnyPackage(TRAINER, BENCH, "ai.djl..", "ai.onnxruntime.."))
        .check(ALL);
  }

  @Test
  void gatewaySeesTheServiceAtMost() {
    noClasses()
        .that()
        .resideInAPackage(GATEWAY)
        .should()
        .dependOnClassesThat(resideInAnyPackage(TRAINER, BENCH, "ai.djl..", "ai.onnxruntime.."))
        .check(ALL);
  }

  @Test
  void onlyTheCommandSeesTheGateway() {
    noClasses()
        .that()
        .resideOutsideOfPackages(GATEWAY, "dev.driftwood.cli.serve..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(GATEWAY)
        .check(ALL);
  }

  @Test
  void nothingSeesTheCommand() {
    noClasses()
        .that()
        .resideOutsideOfPackage(COMMAND)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(COMMAND)
        .check(ALL);
  }

  @Test
  void onlyItsOwnPackageSeesTheTrainerAmongCommands() {
    noClasses()
        .that()
        .resideInAPackage(COMMAND)
        .and()
        .resideOutsideOfPackages("dev.driftwood.cli.train..", "dev.driftwood.cli.demo..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(TRAINER)
        .check(ALL);
  }

  @ParameterizedTest
  @CsvSource({
    "ai.onnxruntime.., dev.driftwood.runtime.ort",
    "ai.djl.., dev.driftwood.trainer.djl..|dev.driftwood.trainer.train"
        + "|dev.driftwood.trainer.features",
    "dev.driftwood.proto.onnx.., dev.driftwood.runtime.onnx.wire",
    "dev.driftwood.proto.tensorboard.., dev.driftwood.trainer.tensorboard",
    "picocli.., dev.driftwood.cli..",
    "me.tongfei.progressbar.., dev.driftwood.cli..",
    "io.grpc.., dev.driftwood.server..|dev.driftwood.client..|dev.driftwood.wire.."
        + "|dev.driftwood.gateway..",
    "dev.driftwood.proto.v1.., dev.driftwood.server..|dev.driftwood.client..|dev.driftwood.wire.."
        + "|dev.driftwood.gateway..",
    "com.linecorp.armeria.., dev.driftwood.gateway..",
    "io.prometheus.., dev.driftwood.server.metrics",
    "io.opentelemetry.., dev.driftwood.server.telemetry",
    "io.grpc.opentelemetry.., dev.driftwood.server.telemetry",
    "io.grpc.util.., dev.driftwood.server.security",
  })
  void keepsALibraryInItsPlace(String library, String places) {
    noClasses()
        .that(not(resideInAnyPackage(places.split("\\|"))).and(not(resideInAPackage(PROTO))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(ALL);
  }

  @Test
  void hasNoCyclesOfPackages() {
    slices()
        .matching("dev.driftwood.(**)")
        .should()
        .beFreeOfCycles()
        .ignoreDependency(resideInAPackage(PROTO), alwaysTrue())
        .check(ALL);
  }

  @Test
  void describesEveryPackage() {
    Set<String> bare =
        packages().stream()
            .filter(p -> !p.tryGetAnnotationOfType(NullMarked.class).isPresent())
            .map(JavaPackage::getName)
            .collect(Collectors.toSet());

    assertThat(bare).isEmpty();
  }

  @Test
  void namesPackagesAfterTheirSubject() {
    assertThat(packages())
        .extracting(JavaPackage::getRelativeName)
        .isNotEmpty()
        .doesNotContain("util", "utils", "helper", "helpers", "impl", "common", "manager");
  }

  private static Set<JavaPackage> packages() {
    return ALL.stream()
        .filter(not(resideInAPackage(PROTO)))
        .map(JavaClass::getPackage)
        .collect(Collectors.toSet());
  }

  @Test
  void endsAndPrintsInTheCommandOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages(COMMAND, PROTO)
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(ALL);
  }

  /** What is opened elsewhere is not counted, and may leak unseen. */
  @Test
  void opensWhatIsNativeInOnePlace() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.driftwood.runtime.ort.Natives")
        .should()
        .callMethodWhere(
            target(nameMatching("createTensor|createSession|run"))
                .and(target(owner(resideInAPackage("ai.onnxruntime..")))))
        .orShould()
        .callConstructorWhere(
            target(owner(resideInAPackage("ai.onnxruntime..")))
                .and(target(owner(assignableTo(AutoCloseable.class)))))
        .check(ALL);
  }

  @Test
  void drawsNoHiddenNumbersAndDoesNotSleep() {
    noClasses()
        .that()
        .resideOutsideOfPackage(PROTO)
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Random.class, ThreadLocalRandom.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .check(ALL);
  }
}
