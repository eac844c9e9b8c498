package dev.penstock.artifact;

import static dev.penstock.artifact.Fixture.APP;
import static dev.penstock.artifact.Fixture.bytes;
import static dev.penstock.artifact.Fixture.failure;
import static dev.penstock.artifact.Fixture.publish;
import static dev.penstock.artifact.Fixture.read;
import static dev.penstock.artifact.Fixture.refused;
import static dev.penstock.artifact.Fixture.success;
import static dev.penstock.artifact.VersionStatus.ARCHIVED;
import static dev.penstock.artifact.VersionStatus.DELETED;
import static dev.penstock.artifact.VersionStatus.DISPOSED;
import static dev.penstock.artifact.VersionStatus.PUBLISHED;
import static dev.penstock.artifact.VersionStatus.UNFINISHED;
import static dev.penstock.artifact.VersionStatus.UNLISTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.VersionChangeResult.Code;
import dev.penstock.artifact.VersionChangeResult.Failure;
import dev.penstock.artifact.VersionChangeResult.Success;
import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.revision.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The life of a version")
class VersionLifeTest {
  private final Fixture fixture = new Fixture();
  private final Repository repository = fixture.open("releases");

  private VersionStatus status(String version) throws IOException {
    return repository.describe(APP.version(version)).status();
  }

  private VersionChangeResult become(String version, VersionStatus status) throws IOException {
    VersionChange change = VersionChange.of(version);
    if (status == DISPOSED) {
      return repository.dispose(APP, change);
    }
    return status == DELETED
        ? repository.delete(APP, change)
        : repository.updateStatus(APP, change, status);
  }

  private void bring(String version, VersionStatus status) throws IOException {
    repository.publish(
        status == UNFINISHED
            ? PublishRequest.of(APP.version(version), "a").unfinished()
            : PublishRequest.of(APP.version(version), "a"),
        bytes("1"));
    if (status != UNFINISHED) {
      become(version, status);
    }
    assertEquals(status, status(version));
  }

  private boolean isReadable(String version) throws IOException {
    try {
      return read(repository.asset(APP.version(version), "a")).equals("1");
    } catch (ArtifactException e) {
      assertEquals(ArtifactException.Kind.NOT_FOUND, e.kind());
      return false;
    }
  }

  private boolean takes(String version, String text) throws IOException {
    try {
      publish(repository, version, "a", text);
      return true;
    } catch (ArtifactException e) {
      assertEquals(ArtifactException.Kind.CONFLICT, e.kind());
      return false;
    }
  }

  private List<String> listed(VersionStatus status) throws IOException {
    return repository
        .versions(APP, VersionQuery.ALL.withStatus(status), PageRequest.first())
        .items()
        .stream()
        .map(version -> version.coordinates().version())
        .toList();
  }

  @Test
  @Covers("A-033")
  @DisplayName("has exactly these states, as the service writes them")
  void states() throws IOException {
    assertEquals(
        List.of("Unfinished", "Published", "Unlisted", "Archived", "Disposed", "Deleted"),
        Stream.of(VersionStatus.values()).map(VersionStatus::toString).toList());
    publish(repository, "1.0", "a", "1");
    VersionChangeResult gone = become("1.0", DELETED);
    assertEquals(DELETED, success(gone, "1.0").status());
    refused(() -> status("1.0"));
  }

  @Test
  @Covers({"A-031", "A-044", "A-045", "A-046", "A-047", "A-048"})
  @DisplayName("each state says who lists, reads and extends it")
  void meanings() throws IOException {
    for (VersionStatus status : List.of(UNFINISHED, PUBLISHED, UNLISTED, ARCHIVED, DISPOSED)) {
      bring("1.0", status);
      boolean readable = status == PUBLISHED || status == UNLISTED;
      assertEquals(readable, isReadable("1.0"), status::toString);
      assertEquals(status == PUBLISHED ? List.of("1.0") : List.of(), listed(PUBLISHED));
      assertEquals(List.of("1.0"), listed(status), "managers list it");
      assertEquals(1, repository.assets(APP.version("1.0"), PageRequest.first()).items().size());
      assertFalse(takes("1.0", "other bytes"), status::toString);
      assertEquals(status, status("1.0"));
      boolean open = readable || status == UNFINISHED;
      assertEquals(open, takes("1.0", "1"), status::toString);
      become("1.0", DELETED);
    }
    bring("1.0", UNFINISHED);
    repository.publish(PublishRequest.of(APP.version("1.0"), "b").unfinished(), bytes("2"));
    assertEquals(UNFINISHED, status("1.0"));
    assertEquals(2, repository.assets(APP.version("1.0"), PageRequest.first()).items().size());
    bring("2.0", ARCHIVED);
    become("2.0", UNLISTED);
    assertTrue(isReadable("2.0"));
    become("2.0", ARCHIVED);
    become("2.0", PUBLISHED);
    assertTrue(isReadable("2.0"));
    bring("3.0", DISPOSED);
    Set<Digest> kept = new HashSet<>();
    become("1.0", DELETED);
    become("2.0", DELETED);
    fixture.domain.references(kept::add);
    assertEquals(Set.of(), kept, "nothing keeps the bytes of a disposed version");
    for (VersionStatus target : List.of(PUBLISHED, UNLISTED, ARCHIVED)) {
      assertEquals(Code.NOT_ALLOWED, failure(become("3.0", target), "3.0").code());
    }
    assertEquals(DISPOSED, status("3.0"));
  }

  @Test
  @Covers({"A-049", "A-058"})
  @DisplayName("ends without a trace, from every state, and its place is free")
  void deleted() throws IOException {
    for (VersionStatus status : List.of(UNFINISHED, PUBLISHED, UNLISTED, ARCHIVED, DISPOSED)) {
      bring("1.0", status);
      assertEquals(
          Map.of("1.0", new Success(repository.describe(APP.version("1.0")).revision(), DELETED)),
          become("1.0", DELETED).successful());
      refused(() -> status("1.0"));
      assertEquals(
          List.of(), repository.versions(APP, VersionQuery.ALL, PageRequest.first()).items());
      assertEquals(Code.NOT_FOUND, failure(become("1.0", DELETED), "1.0").code());
      assertTrue(takes("1.0", "other bytes"));
      become("1.0", DELETED);
      bring("2.0", status);
      repository.deletePackage(APP);
      assertTrue(takes("2.0", "other bytes"));
      become("2.0", DELETED);
    }
  }

  @Test
  @Covers({"A-052", "A-133"})
  @DisplayName("begins as published, unless the publisher says that more is to come")
  void begin() throws IOException {
    for (PackageFormat format :
        List.of(PackageFormat.NPM, PackageFormat.PYPI, PackageFormat.NUGET)) {
      VersionCoordinates version = new PackageCoordinates(format, "", "app").version("1.0.0");
      assertEquals(
          PUBLISHED,
          repository
              .publish(
                  PublishRequest.of(
                      version, format == PackageFormat.NPM ? "package.tgz" : "app.bin"),
                  bytes("1"))
              .version()
              .status());
    }
    PublishRequest request = PublishRequest.of(APP.version("1.0"), "a");
    assertEquals(
        UNFINISHED, repository.publish(request.unfinished(), bytes("1")).version().status());
    assertEquals(
        UNFINISHED, repository.publish(request.unfinished(), bytes("1")).version().status());
    assertEquals(PUBLISHED, repository.publish(request, bytes("1")).version().status());
    assertEquals(
        PUBLISHED,
        repository
            .publish(PublishRequest.of(APP.version("1.0"), "b").unfinished(), bytes("2"))
            .version()
            .status());
  }

  @Test
  @Covers({"A-061", "A-063", "A-065"})
  @DisplayName("is changed by orders that say of each version why they were not carried out")
  void orders() throws IOException {
    assertEquals(
        Set.of(
            "ALREADY_EXISTS",
            "MISMATCHED_REVISION",
            "MISMATCHED_STATUS",
            "NOT_ALLOWED",
            "NOT_FOUND",
            "SKIPPED"),
        Set.copyOf(Stream.of(Code.values()).map(Code::name).toList()));
    bring("1.0", PUBLISHED);
    bring("2.0", DISPOSED);
    String revision = repository.describe(APP.version("1.0")).revision();
    VersionChange both = VersionChange.of("1.0", "2.0");
    assertEquals(
        Map.of(
            "1.0", new Failure(Code.SKIPPED, "left alone because of [2.0]"),
            "2.0", new Failure(Code.NOT_ALLOWED, "Disposed versions cannot become Archived")),
        repository.updateStatus(APP, both, ARCHIVED).failed());
    for (VersionChange wrong :
        List.of(both.expecting(PUBLISHED), both.expecting(Map.of("1.0", revision, "2.0", "x")))) {
      VersionChangeResult disposed = repository.dispose(APP, wrong);
      assertEquals(Map.of(), disposed.successful());
      assertEquals(Code.SKIPPED, failure(disposed, "1.0").code());
      VersionChangeResult gone = repository.delete(APP, wrong);
      assertEquals(Map.of(), gone.successful());
      assertEquals(Code.SKIPPED, failure(gone, "1.0").code());
    }
    assertEquals(PUBLISHED, status("1.0"));
    assertEquals(DISPOSED, status("2.0"));
    assertEquals(2, repository.delete(APP, both).successful().size());
  }

  @Test
  @Covers("A-066")
  @DisplayName("ends with that of its package, which leaves nothing but the numbers of its events")
  void packageDeleted() throws IOException {
    repository.publish(PublishRequest.of(APP.version("1.0"), "a").tag("latest"), bytes("1"));
    bring("2.0", DISPOSED);
    PackageDescription gone = repository.deletePackage(APP);
    assertEquals(Map.of("latest", "1.0"), gone.tags());
    assertEquals(
        ArtifactException.Resource.PACKAGE,
        refused(() -> repository.deletePackage(APP)).resource());
    refused(() -> repository.versions(APP, VersionQuery.ALL, PageRequest.first()));
    assertEquals(List.of(), repository.packages(PackageQuery.ALL, PageRequest.first()).items());
    assertEquals(5, fixture.events.size());
    publish(repository, "3.0", "a", "1");
    assertEquals(
        List.of(1L, 2L, 3L, 4L, 5L, 6L),
        fixture.events.stream().map(VersionEvent::sequence).toList());
    assertEquals(Map.of(), repository.tags(APP));
    become("3.0", DELETED);
    assertEquals(List.of(APP), repository.packages(PackageQuery.ALL, PageRequest.first()).items());
    repository.deletePackage(APP);
    assertEquals(List.of(), repository.packages(PackageQuery.ALL, PageRequest.first()).items());
  }

  @Test
  @DisplayName("ends with that of its package, also among hundreds of others")
  void largePackageDeleted() throws IOException {
    for (int i = 0; i < 450; i++) {
      publish(repository, "1." + i, "a", "1");
    }
    repository.deletePackage(APP);
    refused(() -> repository.describe(APP));
    refused(() -> status("1.0"));
    assertEquals(900, fixture.events.size());
  }

  @Test
  @Covers("A-067")
  @DisplayName("may end without that of its package")
  void packageStays() throws IOException {
    repository.publish(PublishRequest.of(APP.version("1.0"), "a").tag("latest"), bytes("1"));
    become("1.0", DELETED);
    assertEquals(List.of(APP), repository.packages(PackageQuery.ALL, PageRequest.first()).items());
    assertEquals(Map.of(), repository.describe(APP).tags());
    assertEquals(
        List.of(), repository.versions(APP, VersionQuery.ALL, PageRequest.first()).items());
  }

  @Test
  @Covers("AP-048")
  @DisplayName("is given up if it was begun, and nothing came for some time")
  void expiry() throws IOException {
    bring("1.0", UNFINISHED);
    bring("2.0", UNFINISHED);
    bring("3.0", PUBLISHED);
    bring("4.0", UNFINISHED);
    PackageCoordinates other = PackageCoordinates.generic("acme", "other");
    repository.publish(PublishRequest.of(other.version("1.0"), "a").unfinished(), bytes("1"));
    fixture.now = fixture.now.plusSeconds(3_600);
    repository.publish(PublishRequest.of(APP.version("2.0"), "b").unfinished(), bytes("2"));
    repository.publish(PublishRequest.of(APP.version("4.0"), "a").unfinished(), bytes("1"));
    assertEquals(
        List.of(APP.version("1.0"), APP.version("4.0"), other.version("1.0")),
        repository.abandonUnfinished(fixture.now));
    assertEquals(List.of("2.0"), listed(UNFINISHED));
    assertEquals(List.of("3.0"), listed(PUBLISHED));
    assertEquals(List.of(), repository.abandonUnfinished(fixture.now));
    assertTrue(takes("1.0", "other bytes"), "its place is free");
    assertTrue(repository.abandon(APP.version("2.0")));
    refused(() -> repository.abandon(APP.version("3.0")));
  }

  @Test
  @Covers({"A-041", "A-043"})
  @DisplayName("is listed by filters and orders, and one version stands for its package")
  void display() throws IOException {
    PackageCoordinates ui = new PackageCoordinates(PackageFormat.NPM, "", "ui");
    PackageCoordinates lib = new PackageCoordinates(PackageFormat.MAVEN, "org.acme", "lib");
    PackageCoordinates tool = new PackageCoordinates(PackageFormat.PYPI, "", "tool");
    for (PackageCoordinates each : List.of(ui, lib, tool)) {
      String asset = each.equals(ui) ? "package.tgz" : "a";
      repository.publish(PublishRequest.of(each.version("9"), asset).unfinished(), bytes("0"));
      assertTrue(repository.describe(each).defaultDisplayVersion().isEmpty());
      for (String version : List.of("2.0.0", "1.0.0", "3.0.0")) {
        fixture.now = fixture.now.plusSeconds(1);
        PublishRequest request = PublishRequest.of(each.version(version), asset);
        repository.publish(version.equals("1.0.0") ? request.tag("latest") : request, bytes("1"));
      }
      repository.updateStatus(each, VersionChange.of("3.0.0"), UNLISTED);
      assertEquals("1.0.0", repository.describe(each).defaultDisplayVersion().orElseThrow());
      repository.updateStatus(each, VersionChange.of("3.0.0"), PUBLISHED);
      assertEquals(
          each.equals(ui) ? "1.0.0" : "3.0.0",
          repository.describe(each).defaultDisplayVersion().orElseThrow());
      assertEquals(List.of("3.0.0", "1.0.0", "2.0.0", "9"), newest(each, VersionQuery.ALL, 1));
      assertEquals(
          List.of("3.0.0", "1.0.0", "2.0.0"),
          newest(each, VersionQuery.ALL.withStatus(PUBLISHED), 2));
      assertEquals(
          4, newest(each, VersionQuery.ALL.withOriginType(Origin.Type.INTERNAL), 50).size());
      assertEquals(
          0, newest(each, VersionQuery.ALL.withOriginType(Origin.Type.EXTERNAL), 50).size());
      repository.updateStatus(each, VersionChange.of("2.0.0"), ARCHIVED);
      repository.dispose(each, VersionChange.of("1.0.0"));
      assertEquals(4, newest(each, VersionQuery.ALL, 50).size(), "those out of use too");
      assertEquals("3.0.0", repository.describe(each).defaultDisplayVersion().orElseThrow());
    }
    repository.untag(ui, "latest");
    assertEquals("3.0.0", repository.describe(ui).defaultDisplayVersion().orElseThrow());
  }

  private List<String> newest(PackageCoordinates coordinates, VersionQuery query, int size)
      throws IOException {
    List<String> all = new ArrayList<>();
    VersionQuery sorted = query.sortedBy(VersionQuery.Order.PUBLISHED_TIME);
    Optional<PageRequest> next = Optional.of(PageRequest.first(size));
    while (next.isPresent()) {
      Page<VersionDescription> page = repository.versions(coordinates, sorted, next.get());
      assertTrue(page.items().size() <= size);
      page.items().forEach(version -> all.add(version.coordinates().version()));
      next = page.next();
    }
    return all;
  }

  @Test
  @Covers({"A-039", "A-040"})
  @DisplayName("has a readme and direct dependencies")
  void readmeAndDependencies() throws IOException {
    VersionCoordinates version = APP.version("1.0");
    List<Dependency> needed =
        IntStream.range(0, 2_500)
            .mapToObj(i -> new Dependency("compile", "org.acme", "lib" + i, "[1." + i + ",)"))
            .toList();
    repository.publish(
        PublishRequest.of(version, "a").metadata(VersionMetadata.EMPTY.withDependencies(needed)),
        bytes("1"));
    assertEquals(
        "package-version generic/acme/app/1.0: it has no readme",
        refused(() -> repository.readme(version)).getMessage());
    String revision =
        repository
            .putDocument(version, VersionReadme.DOCUMENT, Fixture.utf8("# App \u00fc"))
            .revision();
    assertEquals(new VersionReadme(version, revision, "# App \u00fc"), repository.readme(version));
    assertEquals(
        ArtifactException.Kind.NOT_FOUND,
        refused(() -> repository.readme(APP.version("2.0"))).kind());
    List<Dependency> found = new ArrayList<>();
    @Nullable String token = null;
    do {
      Page<Dependency> page = repository.dependencies(version, token);
      found.addAll(page.items());
      token = page.next().map(PageRequest::token).orElse(null);
    } while (token != null);
    assertEquals(needed, found);
    for (String bad : List.of("x", "-1", "0", "2501", "99999999999")) {
      assertThrows(
          InvalidDefinitionException.class, () -> repository.dependencies(version, bad), bad);
    }
  }

  @Test
  @Covers({"A-016", "A-034", "A-037"})
  @DisplayName("is described with all that it says, and where it came in")
  void described() throws IOException {
    VersionMetadata said =
        new VersionMetadata(
            "My App",
            "Does things.",
            "https://home.example",
            "https://git.example",
            List.of(new License("MIT", "https://mit.example")),
            List.of());
    repository.publish(PublishRequest.of(APP.version("1.0"), "a").metadata(said), bytes("1"));
    VersionDescription found = repository.describe(APP.version("1.0"));
    assertEquals(PackageFormat.GENERIC, found.coordinates().of().format());
    assertEquals("acme", found.coordinates().of().namespace());
    assertEquals("app", found.coordinates().of().name());
    assertEquals("My App", found.displayName());
    assertEquals("1.0", found.coordinates().version());
    assertEquals("Does things.", found.metadata().summary());
    assertEquals("https://home.example", found.metadata().homePage());
    assertEquals("https://git.example", found.metadata().sourceCodeRepository());
    assertEquals(fixture.now, found.publishedTime().orElseThrow());
    assertEquals(List.of(new License("MIT", "https://mit.example")), found.metadata().licenses());
    assertTrue(found.revision().matches("\\S{1,50}"), found.revision());
    assertEquals(PUBLISHED, found.status());
    assertEquals(new Origin(Origin.Type.INTERNAL, "releases"), found.origin());
    assertEquals(
        Set.of("INTERNAL", "EXTERNAL", "UNKNOWN"),
        Set.copyOf(Stream.of(Origin.Type.values()).map(Origin.Type::name).toList()));
    Repository other = fixture.open("other");
    other.copyFrom(repository, CopyRequest.of(APP, "1.0"));
    assertEquals(
        new Origin(Origin.Type.INTERNAL, "releases"),
        other.describe(APP.version("1.0")).origin(),
        "it came into the domain elsewhere");
    PackageCoordinates ui = new PackageCoordinates(PackageFormat.NPM, "vue", "ui");
    assertEquals(
        "@vue/ui",
        repository
            .publish(PublishRequest.of(ui.version("1.0.0"), "package.tgz"), bytes("1"))
            .version()
            .displayName());
    PackageCoordinates json = new PackageCoordinates(PackageFormat.NUGET, "", "Newtonsoft.Json");
    VersionDescription spelled =
        repository
            .publish(
                PublishRequest.of(json.version("1.0"), "a")
                    .metadata(VersionMetadata.EMPTY.withDisplayName("Newtonsoft.Json")),
                bytes("1"))
            .version();
    assertEquals("Newtonsoft.Json", spelled.displayName());
    assertEquals("newtonsoft.json", spelled.coordinates().of().name());
    VersionMetadata.EMPTY.withDisplayName("n".repeat(255));
    assertThrows(
        InvalidDefinitionException.class,
        () -> VersionMetadata.EMPTY.withDisplayName("n".repeat(256)));
  }
}
