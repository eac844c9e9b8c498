package dev.penstock.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.Builds.Published;
import dev.penstock.artifact.StatementVerifier.Result;
import dev.penstock.artifact.store.CatalogueKey;
import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.artifact.store.InMemoryContentStore;
import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.revision.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Provenance")
class ProvenanceTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final VersionCoordinates ONE =
      PackageCoordinates.generic("acme", "app").version("1.0");
  private static final BuildId BUILD = new BuildId("checkout", "42");
  private static final Publisher PUBLISHER =
      Publisher.of("ci").withBuild(BUILD, "Release/publish/1").withSourceRevision("4f1c2b7");
  private static final String IN_TOTO = "application/vnd.in-toto+json";
  private static final byte[] TEXT = "{\"_type\":\"any\"}".getBytes(StandardCharsets.UTF_8);

  private final InMemoryCatalogue catalogue = new InMemoryCatalogue();
  private final InMemoryContentStore content = new InMemoryContentStore();
  private final Domain domain = Domain.builder("acme", catalogue, content, () -> NOW).build();
  private Repository staging;
  private Repository releases;

  @BeforeEach
  void open() throws IOException {
    staging = domain.createRepository("staging");
    releases = domain.createRepository("releases");
  }

  private static PublishResult publish(Repository into, PublishRequest request, String text)
      throws IOException {
    return into.publish(request, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static PublishRequest request(String asset) {
    return PublishRequest.of(ONE, asset);
  }

  private void copy() throws IOException {
    assertEquals(
        Set.of("1.0"),
        releases.copyFrom(staging, CopyRequest.of(ONE.of(), "1.0")).successful().keySet());
  }

  @Test
  @DisplayName("tells of each asset who published it, from which execution, action and revision")
  void publications() throws IOException {
    PublishResult first = publish(staging, request("a").by(PUBLISHER), "one");
    Publisher person = Publisher.of("jo");
    PublishResult second = publish(staging, request("b").by(person), "two");
    publish(staging, request("c"), "three");
    assertEquals(
        List.of(
            new Publication(
                "a", first.asset().digest(), first.version().revision(), PUBLISHER, NOW),
            new Publication(
                "b", second.asset().digest(), second.version().revision(), person, NOW)),
        staging.publications(ONE));
    Publisher told = staging.publications(ONE).get(0).publisher();
    assertEquals("ci", told.name());
    assertEquals(Optional.of(BUILD), told.build());
    assertEquals("Release/publish/1", told.action());
    assertEquals("4f1c2b7", told.sourceRevision());
  }

  @Test
  @DisplayName("is that of the bytes that are there, whoever publishes the same ones again")
  void again() throws IOException {
    publish(staging, request("a").by(PUBLISHER).unfinished(), "one");
    List<Publication> before = staging.publications(ONE);
    PublishResult again =
        publish(staging, request("a").by(Publisher.of("other")).unfinished(), "one");
    assertFalse(again.isChanged());
    assertEquals(before, staging.publications(ONE));
    publish(staging, request("a").by(Publisher.of("other")).unfinished().replacing(), "other");
    assertEquals("other", staging.publications(ONE).get(0).publisher().name());
    assertEquals(List.of(), domain.builds().published(BUILD));
  }

  @Test
  @DisplayName("is no part of the revision, so equal content stays equal")
  void revision() throws IOException {
    String told = publish(staging, request("a").by(PUBLISHER), "one").version().revision();
    assertEquals(told, publish(releases, request("a"), "one").version().revision());
    Digest subject = staging.asset(ONE, "a").asset().digest();
    staging.statements(ONE).attach(IN_TOTO, subject, TEXT);
    assertEquals(told, staging.describe(ONE).revision());
  }

  @Test
  @Covers("AP-043")
  @DisplayName("leads from a build to the exact revisions that it published, copies included")
  void builds() throws IOException {
    PublishResult first = publish(staging, request("a").by(PUBLISHER), "one");
    PublishResult second = publish(staging, request("b").by(PUBLISHER), "two");
    VersionCoordinates other = ONE.of().version("2.0");
    publish(
        staging,
        PublishRequest.of(other, "a").by(Publisher.of("ci").withBuild(new BuildId("x", "42"), "")),
        "three");
    List<Published> published = domain.builds().published(BUILD);
    assertEquals(
        List.of("staging/a", "staging/b"),
        published.stream().map(p -> p.repository() + "/" + p.publication().asset()).toList());
    assertEquals(first.version().revision(), published.get(0).publication().revision());
    assertEquals(second.version().revision(), published.get(1).publication().revision());
    assertEquals(ONE, published.get(0).version());
    copy();
    assertEquals(
        Set.of("releases", "staging"),
        new HashSet<>(
            domain.builds().published(BUILD).stream().map(Published::repository).toList()));
    staging.delete(ONE.of(), VersionChange.of("1.0"));
    assertEquals(
        List.of("releases/a", "releases/b"),
        domain.builds().published(BUILD).stream()
            .map(p -> p.repository() + "/" + p.publication().asset())
            .toList(),
        "what is left of a deleted build is found");
    releases.delete(ONE.of(), VersionChange.of("1.0"));
    assertEquals(List.of(), domain.builds().published(BUILD));
    assertEquals(
        List.of(), catalogue.keys(CatalogueKey.of("builds", "acme", "checkout"), null, 10));
  }

  @Test
  @Covers({"AP-044", "AP-055"})
  @DisplayName(
      "has statements by media type, revision and asset digest, and copies take them along")
  void statements() throws IOException {
    PublishResult first = publish(staging, request("a"), "one");
    Digest subject = first.asset().digest();
    Statements statements = staging.statements(ONE);
    assertEquals(List.of(), statements.list());
    byte[] sbom = "{\"bomFormat\":\"CycloneDX\"}".getBytes(StandardCharsets.UTF_8);
    statements.attach(IN_TOTO, subject, TEXT);
    statements.attach("application/vnd.cyclonedx+json", subject, sbom);
    Statement told = statements.list().get(0);
    assertEquals(IN_TOTO, told.mediaType());
    assertEquals(subject, told.subject());
    assertEquals(first.version().revision(), told.revision());
    assertEquals(TEXT.length, told.size());
    assertEquals(NOW, told.time());
    assertArrayEquals(TEXT, statements.read(told));
    assertArrayEquals(sbom, statements.read(statements.list().get(1)));
    copy();
    assertEquals(statements.list(), releases.statements(ONE).list());
    assertArrayEquals(TEXT, releases.statements(ONE).read(told));
    Map<Statement, Result> results =
        releases
            .statements(ONE)
            .verify(
                (version, statement, bytes) ->
                    new Result(
                        statement.mediaType().equals(IN_TOTO),
                        version + " " + new String(bytes, StandardCharsets.UTF_8)));
    assertEquals(statements.list(), new ArrayList<>(results.keySet()));
    assertEquals(new Result(true, "generic/acme/app/1.0 {\"_type\":\"any\"}"), results.get(told));
    assertFalse(results.get(statements.list().get(1)).isTrusted());
  }

  @Test
  @DisplayName("keeps the same statement once, and each of another kind or subject")
  void twice() throws IOException {
    Digest one = publish(staging, request("a"), "one").asset().digest();
    Digest two = publish(staging, request("b"), "two").asset().digest();
    Statements statements = staging.statements(ONE);
    statements.attach(IN_TOTO, one, TEXT);
    List<Statement> before = statements.list();
    assertEquals(before, statements.attach(IN_TOTO, one, TEXT));
    statements.attach("application/json", one, TEXT);
    assertEquals(3, statements.attach(IN_TOTO, two, TEXT).size());
  }

  @Test
  @DisplayName("refuses statements about what the version has not, and more than it may have")
  void refusals() throws IOException {
    Digest subject = publish(staging, request("a"), "one").asset().digest();
    Digest other =
        publish(staging, PublishRequest.of(ONE.of().version("2"), "a"), "x").asset().digest();
    Statements statements = staging.statements(ONE);
    assertEquals(
        "asset generic/acme/app/1.0: no asset has the digest " + other + "; it has [a]",
        assertThrows(ArtifactException.class, () -> statements.attach(IN_TOTO, other, TEXT))
            .getMessage());
    for (String wrong : List.of("", "json", "Application/json", "a/b; charset=utf-8", "a/b/c")) {
      assertThrows(
          InvalidDefinitionException.class, () -> statements.attach(wrong, subject, TEXT), wrong);
    }
    assertThrows(
        InvalidDefinitionException.class,
        () -> statements.attach(IN_TOTO, subject, new byte[Statement.MOST_BYTES + 1]));
    assertEquals(List.of(), statements.list());
    for (int i = 0; i < 200; i++) {
      statements.attach(IN_TOTO, subject, new byte[i]);
    }
    assertEquals(
        "package-version generic/acme/app/1.0: it has 200 statements; allowed: at most 200",
        assertThrows(
                ArtifactException.class, () -> statements.attach(IN_TOTO, subject, new byte[999]))
            .getMessage());
    assertThrows(
        ArtifactException.class, () -> releases.statements(ONE).attach(IN_TOTO, subject, TEXT));
    assertThrows(InvalidDefinitionException.class, () -> Publisher.of("x".repeat(256)));
    assertThrows(InvalidDefinitionException.class, () -> new BuildId("", "1"));
  }

  @Test
  @DisplayName("keeps the bytes of statements from being collected")
  void references() throws IOException {
    Digest subject = publish(staging, request("a"), "one").asset().digest();
    Digest statement = staging.statements(ONE).attach(IN_TOTO, subject, TEXT).get(0).digest();
    Set<Digest> references = new HashSet<>();
    domain.references(references::add);
    assertEquals(Set.of(subject, statement), references);
    staging.dispose(ONE.of(), VersionChange.of("1.0"));
    references.clear();
    domain.references(references::add);
    assertEquals(Set.of(statement), references, "what was stated is known of a disposed version");
    assertArrayEquals(TEXT, staging.statements(ONE).read(staging.statements(ONE).list().get(0)));
  }

  @Test
  @DisplayName("remembers what a build fetched, with digests and licences, until it is forgotten")
  void fetches() throws IOException {
    VersionMetadata metadata =
        VersionMetadata.EMPTY.withLicenses(List.of(new License("Apache-2.0", "")));
    publish(staging, request("a").metadata(metadata), "one");
    publish(staging, request("b"), "two");
    AssetContent a = staging.asset(ONE, "a");
    staging.recordFetch(BUILD, a);
    staging.recordFetch(BUILD, a);
    staging.recordFetch(BUILD, staging.asset(ONE, "b"));
    List<Fetch> fetched = domain.builds().fetched(BUILD);
    assertEquals(1, fetched.size());
    Fetch fetch = fetched.get(0);
    assertEquals("staging", fetch.repository());
    assertEquals(ONE, fetch.version());
    assertEquals(a.version().revision(), fetch.revision());
    assertEquals(Set.of("a", "b"), fetch.assets().keySet());
    assertEquals(a.asset(), fetch.assets().get("a"));
    assertEquals(metadata.licenses(), fetch.licenses());
    assertEquals(NOW, fetch.time());
    staging.delete(ONE.of(), VersionChange.of("1.0"));
    assertEquals(fetched, domain.builds().fetched(BUILD), "though the version is gone");
    assertEquals(List.of(), domain.builds().fetched(new BuildId("checkout", "43")));
    domain.builds().forget(BUILD);
    assertEquals(List.of(), domain.builds().fetched(BUILD));
    assertTrue(domain.repositoryNames().contains("staging"));
  }
}
