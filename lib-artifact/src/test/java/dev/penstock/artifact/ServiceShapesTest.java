package dev.penstock.artifact;

import static dev.penstock.artifact.Fixture.APP;
import static dev.penstock.artifact.Fixture.bytes;
import static dev.penstock.artifact.Fixture.publish;
import static dev.penstock.artifact.Fixture.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.policy.Principal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Calls in the service's shape")
class ServiceShapesTest {
  private static final String HELLO =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  private final Fixture fixture = new Fixture();
  private final Repository repository = fixture.open("releases");

  private static Map<String, String> query() {
    Map<String, String> query = new HashMap<>();
    query.put("domain", "acme");
    query.put("domain-owner", "123456789012");
    query.put("repository", "releases");
    query.put("format", "generic");
    query.put("namespace", "acme");
    query.put("package", "app");
    query.put("version", "1.0");
    query.put("asset", "app.zip");
    return query;
  }

  private static InvalidDefinitionException invalid(Map<String, String> query, String digest) {
    return assertThrows(InvalidDefinitionException.class, () -> GenericUpload.of(query, digest));
  }

  @Test
  @Covers("A-131")
  @DisplayName("publish one generic asset for each request, named by its query")
  void upload() {
    GenericUpload upload = GenericUpload.of(query(), HELLO);
    assertEquals("acme", upload.domain());
    assertEquals(Optional.of("123456789012"), upload.domainOwner());
    assertEquals("releases", upload.repository());
    assertEquals(APP.version("1.0"), upload.request().version());
    assertEquals("app.zip", upload.request().asset());
    assertFalse(upload.request().isUnfinished());
    assertEquals("sha256:" + HELLO, String.valueOf(upload.request().expected()));
    assertEquals("x-amz-content-sha256", GenericUpload.DIGEST_HEADER);
    Map<String, String> begun = query();
    begun.remove("domain-owner");
    begun.put("unfinished", "true");
    assertTrue(GenericUpload.of(begun, HELLO).request().isUnfinished());
    assertEquals(Optional.empty(), GenericUpload.of(begun, HELLO).domainOwner());
    for (String needed :
        List.of("domain", "repository", "format", "namespace", "package", "version", "asset")) {
      Map<String, String> missing = query();
      missing.remove(needed);
      assertEquals(needed, invalid(missing, HELLO).diagnostics().get(0).path());
    }
    Map<String, String> wrong = query();
    wrong.put("format", "npm");
    wrong.put("unfinished", "maybe");
    wrong.put("domain-owner", "me");
    assertEquals(4, invalid(wrong, HELLO.toUpperCase(Locale.ROOT)).diagnostics().size());
    assertThrows(InvalidDefinitionException.class, () -> GenericUpload.of(query(), null));
    Map<String, String> bad = query();
    bad.put("asset", "a/b");
    invalid(bad, HELLO);
  }

  @Test
  @Covers({"A-132", "A-135"})
  @DisplayName("answer a publish with version and asset, or refuse other bytes as invalid")
  void answer() throws IOException {
    PublishRequest request = GenericUpload.of(query(), HELLO).request();
    InvalidDefinitionException other =
        assertThrows(
            InvalidDefinitionException.class, () -> repository.publish(request, bytes("other")));
    assertEquals(400, ServiceError.of(other).status());
    refused(() -> repository.describe(APP.version("1.0")));
    PublishResult result = repository.publish(request, bytes("hello"));
    Map<String, Object> answer = GenericUpload.answer(result);
    assertEquals(
        Map.of(
            "format",
            "generic",
            "namespace",
            "acme",
            "package",
            "app",
            "version",
            "1.0",
            "versionRevision",
            result.version().revision(),
            "status",
            "Published",
            "asset",
            Map.of(
                "name",
                "app.zip",
                "size",
                5L,
                "hashes",
                Map.of(
                    "MD5",
                    "5d41402abc4b2a76b9719d911017c592",
                    "SHA-1",
                    "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d",
                    "SHA-256",
                    HELLO,
                    "SHA-512",
                    "9b71d224bd62f3785d96d46ad3ea3d73319bfbc2890caadae2dff72519673ca7"
                        + "2323c3d99ba5c11d7c7acc6e14b8c5da0c4663475c2e5c3adef46f73bcdec043"))),
        answer);
  }

  @Test
  @Covers({"A-060", "A-062"})
  @DisplayName("answer orders with two maps, also if versions fail")
  void orders() throws IOException {
    String revision = publish(repository, "1.0", "a", "1").version().revision();
    assertEquals(
        Map.of(
            "successfulVersions",
            Map.of("1.0", Map.of("revision", revision, "status", "Archived")),
            "failedVersions",
            Map.of()),
        repository.updateStatus(APP, VersionChange.of("1.0"), VersionStatus.ARCHIVED).toService());
    assertEquals(
        Map.of(
            "successfulVersions",
            Map.of(),
            "failedVersions",
            Map.of(
                "1.0",
                Map.of("errorCode", "SKIPPED", "errorMessage", "left alone because of [2.0]"),
                "2.0",
                Map.of("errorCode", "NOT_FOUND", "errorMessage", "not in this repository"))),
        repository.delete(APP, VersionChange.of("1.0", "2.0")).toService());
  }

  @Test
  @Covers("A-003")
  @DisplayName("name a domain with its owner, or one's own without")
  void owners() {
    Domain domain = fixture.domain;
    Caller own = Caller.of(Principal.aws("arn:aws:iam::123456789012:user/ada"));
    Caller other = Caller.of(Principal.aws("arn:aws:iam::999999999999:user/eve"));
    domain.requireAddressed("acme", Optional.empty(), own);
    domain.requireAddressed("acme", Optional.of("123456789012"), other);
    refused(() -> domain.requireAddressed("acme", Optional.empty(), other));
    refused(
        () -> domain.requireAddressed("acme", Optional.empty(), Caller.of(Principal.anonymous())));
    refused(() -> domain.requireAddressed("acme", Optional.of("999999999999"), own));
    refused(() -> domain.requireAddressed("umbrella", Optional.empty(), own));
    for (String bad : List.of("a", "Aa", "1a", "a-", "-a", "a_b", "n".repeat(51), "")) {
      assertThrows(InvalidDefinitionException.class, () -> another(bad, "123456789012"), bad);
    }
    for (String good : List.of("ab", "a0", "a-b", "n".repeat(50))) {
      assertEquals(good, another(good, "123456789012").name());
    }
    for (String bad : List.of("", "12345678901", "1234567890123", "12345678901a")) {
      assertThrows(InvalidDefinitionException.class, () -> another("acme", bad), bad);
    }
  }

  private Domain another(String name, String owner) {
    return Domain.builder(name, fixture.catalogue, fixture.content, () -> fixture.now)
        .owner(owner)
        .build();
  }

  @Test
  @Covers("A-020")
  @DisplayName("name things by their resource names")
  void arns() {
    Domain domain = fixture.domain;
    assertEquals("arn:aws:codeartifact:eu-1:123456789012:domain/acme", domain.arn());
    assertEquals(
        "arn:aws:codeartifact:eu-1:123456789012:repository/acme/releases", repository.arn());
    assertEquals(
        "arn:aws:codeartifact:eu-1:123456789012:package/acme/releases/maven/org.acme/lib",
        repository.arn(new PackageCoordinates(PackageFormat.MAVEN, "org.acme", "lib")));
    assertEquals(
        "arn:aws:codeartifact:eu-1:123456789012:package/acme/releases/npm//react",
        repository.arn(new PackageCoordinates(PackageFormat.NPM, "", "react")));
    assertEquals(
        "arn:aws:codeartifact:eu-1:123456789012:package-group/acme/npm/vue/*",
        domain.packageGroupArn("/npm/vue/*"));
  }

  @Test
  @DisplayName("publish what a manifest says, unless the publisher says it")
  void manifests() throws IOException {
    Domain domain =
        Domain.builder("acme", new InMemoryCatalogue(), fixture.content, () -> fixture.now)
            .manifests(
                (version, asset, content) -> {
                  if (!asset.name().equals("manifest")) {
                    return Optional.empty();
                  }
                  try (InputStream in = content.open(asset.digest())) {
                    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    if (text.isEmpty()) {
                      throw new IOException("an empty manifest of " + version);
                    }
                    return Optional.of(VersionMetadata.EMPTY.withSummary(text));
                  }
                })
            .build();
    Repository builds = domain.createRepository("builds");
    publish(builds, "1.0", "a", "1");
    assertEquals(VersionMetadata.EMPTY, builds.describe(APP.version("1.0")).metadata());
    publish(builds, "1.0", "manifest", "Says it.");
    assertEquals("Says it.", builds.describe(APP.version("1.0")).metadata().summary());
    publish(builds, "1.0", "b", "2");
    assertEquals("Says it.", builds.describe(APP.version("1.0")).metadata().summary());
    builds.publish(
        PublishRequest.of(APP.version("2.0"), "manifest")
            .metadata(VersionMetadata.EMPTY.withSummary("Mine.")),
        bytes("Says it."));
    assertEquals("Mine.", builds.describe(APP.version("2.0")).metadata().summary());
    assertThrows(IOException.class, () -> publish(builds, "3.0", "manifest", ""));
    refused(() -> builds.describe(APP.version("3.0")));
  }
}
