package dev.penstock.artifact;

import static dev.penstock.artifact.Fixture.APP;
import static dev.penstock.artifact.Fixture.bytes;
import static dev.penstock.artifact.Fixture.publish;
import static dev.penstock.artifact.Fixture.read;
import static dev.penstock.artifact.Fixture.refused;
import static dev.penstock.artifact.Fixture.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.store.CatalogueKey;
import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.artifact.store.InMemoryContentStore;
import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.policy.Principal;
import dev.penstock.revision.Digest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A domain")
class DomainRulesTest {
  private final Fixture fixture = new Fixture();
  private final Domain domain = fixture.domain;

  private Domain another(String name, String owner) {
    return Domain.builder(name, fixture.catalogue, fixture.content, () -> fixture.now)
        .owner(owner)
        .build();
  }

  @Test
  @DisplayName("has a proper name and owner, and shares nothing with a namesake of another owner")
  void names() throws IOException {
    for (String bad : List.of("a", "Aa", "1a", "a-", "-a", "a_b", "n".repeat(51), "")) {
      assertThrows(InvalidDefinitionException.class, () -> another(bad, "123456789012"), bad);
    }
    for (String good : List.of("ab", "a0", "a-b", "n".repeat(50))) {
      assertEquals(good, another(good, "123456789012").name());
    }
    for (String bad : List.of("", "12345678901", "1234567890123", "12345678901a")) {
      assertThrows(InvalidDefinitionException.class, () -> another("acme", bad), bad);
    }
    domain.createRepository("releases");
    Domain namesake = another("acme", "210987654321");
    assertEquals(List.of(), namesake.repositoryNames());
    namesake.createRepository("releases");
    publish(namesake.repository("releases"), "1.0", "a", "1");
    assertEquals(
        List.of(),
        domain.repository("releases").packages(PackageQuery.ALL, PageRequest.first()).items());
    assertEquals(List.of("releases"), another("acme", "123456789012").repositoryNames());
  }

  @Test
  @Covers({"A-001", "A-005"})
  @DisplayName("is described, with the bytes of its distinct assets")
  void described() throws IOException {
    Instant created = fixture.now;
    Repository one = domain.createRepository("one");
    Repository two = domain.createRepository("two");
    fixture.now = created.plusSeconds(60);
    publish(one, "1.0", "a", "same");
    publish(one, "2.0", "b", "same");
    publish(two, "1.0", "a", "same");
    publish(two, "1.0", "c", "others");
    publish(two, "3.0", "a", "gone");
    two.dispose(APP, VersionChange.of("3.0"));
    assertEquals(
        new DomainDescription(
            "acme",
            "123456789012",
            "arn:aws:codeartifact:eu-1:123456789012:domain/acme",
            DomainDescription.Status.ACTIVE,
            created,
            "key-1",
            2,
            10),
        domain.describe());
    assertEquals("Active", domain.describe().status().toString());
  }

  @Test
  @DisplayName("collects garbage that no domain of its catalogue refers to")
  void garbage() throws IOException {
    InMemoryContentStore shared = new InMemoryContentStore();
    Domain mine = Domain.builder("mine", fixture.catalogue, shared, () -> fixture.now).build();
    Domain other = Domain.builder("other", fixture.catalogue, shared, () -> fixture.now).build();
    Repository one = mine.createRepository("one");
    publish(one, "1.0", "a", "mine");
    Repository two = other.createRepository("two");
    publish(two, "1.0", "a", "theirs");
    publish(two, "2.0", "a", "gone");
    two.dispose(APP, VersionChange.of("2.0"));
    assertEquals(4, mine.collectGarbage(Duration.ZERO).freed().bytes());
    assertEquals("mine", read(one.asset(APP.version("1.0"), "a")));
    assertEquals("theirs", read(two.asset(APP.version("1.0"), "a")));
    assertThrows(IllegalArgumentException.class, () -> mine.collectGarbage(Duration.ofDays(-1)));
  }

  @Test
  @DisplayName("collects no garbage of a store that cannot, and says so")
  void garbageElsewhere() {
    assertEquals(
        "the content store of domain acme is a dev.penstock.artifact.Fixture$CountingContent;"
            + " allowed: a MaintainedContentStore",
        assertThrows(IllegalStateException.class, () -> domain.collectGarbage(Duration.ofDays(1)))
            .getMessage());
  }

  @Test
  @DisplayName("names all content that it refers to")
  void references() throws IOException {
    Repository one = domain.createRepository("one");
    Set<Digest> kept = new HashSet<>();
    kept.add(publish(one, "1.0", "a", "1").asset().digest());
    publish(one, "2.0", "a", "2");
    one.dispose(APP, VersionChange.of("2.0"));
    publish(one, "3.0", "a", "3");
    one.delete(APP, VersionChange.of("3.0"));
    one.putDocument(APP.version("1.0"), "doc", utf8("document"));
    kept.add(one.document(APP.version("1.0"), "doc").orElseThrow().asset().digest());
    Set<Digest> found = new HashSet<>();
    domain.references(found::add);
    assertEquals(kept, found);
  }

  @Test
  @Covers({"A-004", "A-006"})
  @DisplayName("is deleted only when it has no repositories")
  void deleted() throws IOException {
    domain.createRepository("releases");
    ArtifactException refusal = refused(domain::delete);
    assertEquals(ArtifactException.Kind.CONFLICT, refusal.kind());
    assertEquals(
        "domain acme: it has repositories [releases]; allowed: none; delete them first",
        refusal.getMessage());
    domain.deleteRepository("releases");
    DomainDescription gone = domain.delete();
    assertEquals(DomainDescription.Status.DELETED, gone.status());
    assertEquals("Deleted", gone.status().toString());
    assertEquals(2, DomainDescription.Status.values().length);
    fixture.now = fixture.now.plusSeconds(60);
    assertEquals(fixture.now, domain.describe().createdTime(), "a new one");
  }

  @Test
  @Covers("A-007")
  @DisplayName("has repositories with proper names that are unique and keep their case")
  void repositoryNames() throws IOException {
    for (String bad : List.of("", "a", "-a", ".a", "a/b", "../x", "a b", "n".repeat(101))) {
      assertThrows(InvalidDefinitionException.class, () -> domain.createRepository(bad), bad);
    }
    domain.createRepository("0.");
    domain.createRepository("aB-_.9");
    domain.createRepository("n".repeat(100));
    assertEquals(List.of("0.", "aB-_.9", "n".repeat(100)), domain.repositoryNames());
    assertEquals(
        ArtifactException.Kind.CONFLICT, refused(() -> domain.createRepository("0.")).kind());
    assertEquals(
        ArtifactException.Kind.NOT_FOUND, refused(() -> domain.repository("Ab-_.9")).kind());
    for (String hostile : List.of("", "..", "a/b", "a\u0000b", "\ud800x", "n".repeat(10_000))) {
      ArtifactException refusal = refused(() -> domain.repository(hostile));
      assertEquals(ArtifactException.Kind.NOT_FOUND, refusal.kind());
      assertTrue(String.valueOf(refusal.getMessage()).length() < 800);
      refused(() -> domain.deleteRepository(hostile));
      refused(() -> domain.as(Caller.of(Principal.anonymous())).repository(hostile));
    }
  }

  @Test
  @Covers("A-212")
  @DisplayName("has so many repositories and no more; 1,000 unless told otherwise")
  void quota() throws IOException {
    domain.createRepository("r1");
    domain.createRepository("r2");
    domain.createRepository("r3");
    ArtifactException refusal = refused(() -> domain.createRepository("r4"));
    assertEquals(ArtifactException.Kind.QUOTA_EXCEEDED, refusal.kind());
    assertEquals("domain acme: it has 3 repositories; allowed: at most 3", refusal.getMessage());
    domain.deleteRepository("r2");
    domain.createRepository("r4");
    assertEquals(1_000, RepositoryLimits.STANDARD.repositories());
    assertEquals(1_000, new RepositoryLimits(1, 1).repositories());
    InMemoryCatalogue catalogue = new InMemoryCatalogue();
    Domain usual =
        Domain.builder("usual", catalogue, new InMemoryContentStore(), () -> fixture.now).build();
    for (int i = 0; i < 1_000; i++) {
      usual.createRepository("r" + i);
    }
    assertEquals(
        "domain usual: it has 1000 repositories; allowed: at most 1000",
        refused(() -> usual.createRepository("more")).getMessage());
    Domain raised =
        Domain.builder("usual", catalogue, new InMemoryContentStore(), () -> fixture.now)
            .limits(new RepositoryLimits(1, 1, 1_001))
            .build();
    raised.createRepository("more");
    assertEquals(
        "domain usual: it has 1001 repositories; allowed: at most 1001",
        refused(() -> raised.createRepository("too-many")).getMessage());
  }

  @Test
  @DisplayName("describes its repositories, and what they are for can be changed")
  void repositories() throws IOException {
    Repository releases = domain.createRepository("releases", "For all.", "111111111111");
    assertEquals(
        new RepositoryDescription(
            "releases",
            "111111111111",
            "acme",
            "123456789012",
            "arn:aws:codeartifact:eu-1:123456789012:repository/acme/releases",
            "For all.",
            fixture.now),
        releases.describe());
    Instant created = fixture.now;
    fixture.now = created.plusSeconds(5);
    assertEquals("For you.", releases.update("For you.").description());
    assertEquals(created, releases.describe().createdTime());
    releases.update("d".repeat(1_000));
    assertThrows(InvalidDefinitionException.class, () -> releases.update("d".repeat(1_001)));
    assertThrows(InvalidDefinitionException.class, () -> releases.update("a\u0007b"));
    assertThrows(
        InvalidDefinitionException.class,
        () -> domain.createRepository("other", "a\nb", "111111111111"));
    assertThrows(
        InvalidDefinitionException.class, () -> domain.createRepository("other", "", "me"));
    domain.createRepository("public");
    domain.createRepository("published");
    List<String> names = new ArrayList<>();
    Page<RepositoryDescription> page = domain.repositories("publi", PageRequest.first(1));
    page.items().forEach(each -> names.add(each.name()));
    domain
        .repositories("publi", page.next().orElseThrow())
        .items()
        .forEach(each -> names.add(each.name()));
    assertEquals(List.of("public", "published"), names);
  }

  @Test
  @Covers("A-011")
  @DisplayName("loses a deleted repository with its packages, but not what others have of them")
  void repositoryDeleted() throws IOException {
    Repository one = domain.createRepository("one");
    Repository two = domain.createRepository("two");
    publish(one, "1.0", "a", "1");
    one.putDocument(APP.version("1.0"), "doc", utf8("d"));
    one.policy().put(PolicyTexts.allow("*", "codeartifact:ReadFromRepository"), null);
    two.copyFrom(one, CopyRequest.of(APP, "1.0"));
    assertEquals("one", domain.deleteRepository("one").name());
    assertEquals(List.of("two"), domain.repositoryNames());
    assertEquals(ArtifactException.Kind.NOT_FOUND, refused(() -> domain.repository("one")).kind());
    assertEquals(
        ArtifactException.Resource.REPOSITORY,
        refused(() -> publish(one, "2.0", "a", "1")).resource());
    refused(one::describe);
    refused(() -> one.asset(APP.version("1.0"), "a"));
    refused(() -> domain.deleteRepository("one"));
    assertEquals("1", read(two.asset(APP.version("1.0"), "a")));
    assertEquals("d", read(two.document(APP.version("1.0"), "doc").orElseThrow()));
    Repository again = domain.createRepository("one");
    assertEquals(List.of(), again.packages(PackageQuery.ALL, PageRequest.first()).items());
    assertTrue(again.policy().find().isEmpty());
    publish(again, "1.0", "a", "other bytes");
    assertEquals("other bytes", read(again.asset(APP.version("1.0"), "a")));
  }

  @Test
  @Covers("A-009")
  @DisplayName("holds packages of every format in one repository, with an end point for each")
  void polyglot() throws IOException {
    Repository all = domain.createRepository("all");
    Set<String> paths = new HashSet<>();
    for (PackageFormat format : PackageFormat.values()) {
      String namespace = format.namespace() == PackageFormat.Namespace.REQUIRED ? "ns" : "";
      PackageCoordinates one = new PackageCoordinates(format, namespace, "name");
      all.publish(
          PublishRequest.of(
              one.version("1.0.0"), format == PackageFormat.NPM ? "package.tgz" : "a"),
          bytes("1"));
      paths.add(all.endpoint(format).path());
    }
    assertEquals(8, all.packages(PackageQuery.ALL, PageRequest.first()).items().size());
    assertEquals(
        Set.of(
            "/cargo/all/",
            "/generic/all/",
            "/maven/all/",
            "/npm/all/",
            "/nuget/all/",
            "/pypi/all/",
            "/ruby/all/",
            "/swift/all/"),
        paths);
  }

  @Test
  @Covers("A-010")
  @DisplayName("tells clients where to begin")
  void endpoints() throws IOException {
    Repository mine = domain.createRepository("my_repo");
    assertEquals(
        new Endpoint("/maven/my_repo/", "/maven/my_repo/"), mine.endpoint(PackageFormat.MAVEN));
    assertEquals(new Endpoint("/npm/my_repo/", "/npm/my_repo/"), mine.endpoint(PackageFormat.NPM));
    assertEquals(
        new Endpoint("/nuget/my_repo/", "/nuget/my_repo/v3/index.json"),
        mine.endpoint(PackageFormat.NUGET));
    assertEquals(
        new Endpoint("/pypi/my_repo/", "/pypi/my_repo/simple/"), mine.endpoint(PackageFormat.PYPI));
  }

  @Test
  @Covers("A-022")
  @DisplayName("has tags, as its repositories have")
  void tags() throws IOException {
    domain.tag(Map.of("team", "a", "stage", ""));
    domain.tag(Map.of("team", "b"));
    assertEquals(Map.of("team", "b", "stage", ""), domain.tags());
    domain.untag(Set.of("stage", "unknown"));
    assertEquals(Map.of("team", "b"), domain.tags());
    Repository releases = domain.createRepository("releases");
    releases.updateResourceTags(Map.of("a", "1", "b", "2"), Set.of());
    releases.updateResourceTags(Map.of("b", "3"), Set.of("a"));
    assertEquals(Map.of("b", "3"), releases.resourceTags());
    domain.tag(Map.of("k".repeat(128), "v".repeat(256)));
    for (Map<String, String> bad :
        List.of(
            Map.of("", "v"),
            Map.of("k".repeat(129), "v"),
            Map.of("k", "v".repeat(257)),
            Map.of("a\u0001", "v"),
            Map.of("k", "a\u0001"))) {
      assertThrows(InvalidDefinitionException.class, () -> domain.tag(bad), bad::toString);
    }
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 200; i++) {
      many.put("k" + i, "v");
    }
    releases.updateResourceTags(many, Set.of("b"));
    assertEquals(200, releases.resourceTags().size());
    assertThrows(
        InvalidDefinitionException.class,
        () -> releases.updateResourceTags(Map.of("more", ""), Set.of()));
  }

  @Test
  @Covers("A-011")
  @DisplayName("lets nobody publish into a repository that is deleted at that moment")
  void deletedMeanwhile() throws IOException {
    InterruptedCatalogue catalogue = new InterruptedCatalogue();
    Fixture other = new Fixture(catalogue, RepositoryLimits.STANDARD);
    Repository releases = other.open("releases");
    catalogue.before = () -> other.domain.deleteRepository("releases");
    assertEquals(
        ArtifactException.Resource.REPOSITORY,
        refused(() -> publish(releases, "1.0", "a", "1")).resource());
    assertEquals(List.of(), catalogue.keys(CatalogueKey.of("versions"), null, 10));
    assertEquals(List.of(), catalogue.keys(CatalogueKey.of("packages"), null, 10));
  }

  @Test
  @DisplayName("goes on with a deletion that a crash has interrupted")
  void halfDeleted() throws IOException {
    InterruptedCatalogue catalogue = new InterruptedCatalogue();
    Fixture other = new Fixture(catalogue, RepositoryLimits.STANDARD);
    Repository releases = other.open("releases");
    publish(releases, "1.0", "a", "1");
    catalogue.before =
        () -> {
          throw new IOException("died");
        };
    assertThrows(AssertionError.class, () -> other.domain.deleteRepository("releases"));
    assertEquals(List.of(), other.domain.repositoryNames(), "nobody finds it");
    refused(() -> publish(releases, "2.0", "a", "1"));
    refused(other.domain::delete);
    other.domain.createRepository("releases");
    assertEquals(
        List.of(),
        other
            .domain
            .repository("releases")
            .packages(PackageQuery.ALL, PageRequest.first())
            .items());
    assertEquals(1, other.domain.describe().repositoryCount());
  }
}
