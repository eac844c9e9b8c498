package dev.penstock.artifact.format;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.penstock.artifact.Domain;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.format.generic.GenericProtocol;
import dev.penstock.artifact.format.maven.MavenProtocol;
import dev.penstock.artifact.format.npm.NpmProtocol;
import dev.penstock.artifact.format.nuget.NugetProtocol;
import dev.penstock.artifact.format.pypi.PypiProtocol;
import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.artifact.store.InMemoryContentStore;
import dev.penstock.conventions.Covers;
import dev.penstock.policy.Principal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Any HTTP stack, or none, can host the protocols")
class TransportNeutralTest {
  private static final List<PackageProtocol> PROTOCOLS =
      List.of(
          new GenericProtocol(),
          new MavenProtocol(),
          NpmProtocol.builder().build(),
          new PypiProtocol(() -> Instant.EPOCH),
          new NugetProtocol());

  /** What takes requests from a network, or sends them there; addresses alone do neither. */
  private static final DescribedPredicate<JavaClass> TRANSPORT =
      DescribedPredicate.describe(
          "are of some HTTP stack",
          type ->
              type.getName()
                      .matches("(java\\.net\\.(?!UR[IL]).*|java\\.nio\\.channels\\..*Socket.*)")
                  || !type.getName()
                      .matches(
                          "\\[*L?(java|javax\\.xml|dev\\.penstock|com\\.fasterxml\\.jackson"
                              + "|com\\.google\\.common|org\\.jspecify)\\..*|\\[*[A-Z]|[a-z]+"));

  /** Where the library's own classes are. */
  private static Path compiled() throws URISyntaxException {
    return Path.of(
        PackageProtocol.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  @Test
  @Covers("AP-056")
  @DisplayName("because these know of none")
  void knowNoStack() throws URISyntaxException {
    JavaClasses classes =
        new ClassFileImporter()
            .importPath(compiled())
            .that(resideInAPackage("dev.penstock.artifact.format.."))
            .that(not(resideInAPackage("dev.penstock.artifact.format.remote..")));
    for (PackageProtocol protocol : PROTOCOLS) {
      assertTrue(classes.contain(protocol.getClass()), protocol.format().id());
    }
    noClasses().should().dependOnClassesThat(TRANSPORT).check(classes);
  }

  @Test
  @Covers("AP-056")
  @DisplayName("because requests and answers are plain values")
  void areServedWithoutAny() throws IOException {
    Domain domain =
        Domain.builder(
                "acme", new InMemoryCatalogue(), new InMemoryContentStore(), () -> Instant.EPOCH)
            .build();
    domain.createRepository("main");
    ArtifactEndpoint.Builder builder =
        ArtifactEndpoint.builder(domain, (principal, right, repository, coordinates) -> true);
    Set<PackageFormat> formats = EnumSet.noneOf(PackageFormat.class);
    for (PackageProtocol protocol : PROTOCOLS) {
      builder.format(FormatEndpoint.builder(protocol).build());
      formats.add(protocol.format());
    }
    assertEquals(
        EnumSet.of(
            PackageFormat.MAVEN,
            PackageFormat.NPM,
            PackageFormat.PYPI,
            PackageFormat.NUGET,
            PackageFormat.GENERIC),
        formats);
    ArtifactEndpoint endpoint = builder.build();
    assertEquals(201, ask(endpoint, "PUT", "/generic/main/acme/app/1.0/a", "bytes").status());
    assertEquals(
        201, ask(endpoint, "PUT", "/maven/main/com/acme/app/1.0/app-1.0.jar", "jar").status());
    Map<String, String> readable =
        Map.of(
            "/generic/main/acme/app/1.0/a", "bytes",
            "/maven/main/com/acme/app/1.0/app-1.0.jar.sha1", "",
            "/npm/main/-/ping", "{}",
            "/pypi/main/simple/", "<!DOCTYPE html>",
            "/nuget/main/v3/index.json", "{\"version\":\"3.0.0\"");
    for (Map.Entry<String, String> each : readable.entrySet()) {
      ProtocolResponse answer = ask(endpoint, "GET", each.getKey(), "");
      if (each.getValue().isEmpty()) {
        assertEquals(404, answer.status(), "unfinished");
        continue;
      }
      assertEquals(200, answer.status(), each.getKey());
      ProtocolResponse.Body body = answer.body();
      assertTrue(body != null, each.getKey());
      String text = new String(body.open().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(text.startsWith(each.getValue()), text);
      assertEquals(
          "" + text.getBytes(StandardCharsets.UTF_8).length,
          answer.header("Content-Length").orElse(""));
    }
  }

  private static ProtocolResponse ask(
      ArtifactEndpoint endpoint, String method, String target, String body) {
    return endpoint.serve(
        ProtocolRequest.builder(method, target, URI.create("https://packages.example"))
            .principal(Principal.federated("ada"))
            .body(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
            .build());
  }
}
