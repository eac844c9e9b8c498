package dev.penstock.artifact;

import static dev.penstock.artifact.VersionStatus.ARCHIVED;
import static dev.penstock.artifact.VersionStatus.DELETED;
import static dev.penstock.artifact.VersionStatus.DISPOSED;
import static dev.penstock.artifact.VersionStatus.PUBLISHED;
import static dev.penstock.artifact.VersionStatus.UNFINISHED;
import static dev.penstock.artifact.VersionStatus.UNLISTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.VersionChangeResult.Code;
import dev.penstock.artifact.VersionChangeResult.Failure;
import dev.penstock.artifact.VersionEvent.Operation;
import dev.penstock.artifact.store.CatalogueKey;
import dev.penstock.artifact.store.FileCatalogue;
import dev.penstock.artifact.store.FileContentStore;
import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.artifact.store.InMemoryContentStore;
import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.revision.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A repository")
class RepositoryRulesTest {
  private static final PackageCoordinates APP = PackageCoordinates.generic("acme", "app");

  private final InMemoryContentStore content = new InMemoryContentStore();
  private final List<VersionEvent> events = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Domain domain =
      Domain.builder("acme", new InMemoryCatalogue(), content, () -> now)
          .listener(events::add)
          .limits(new RepositoryLimits(1_000, 3))
          .build();
  private Repository repository = open("releases");

  private Repository open(String name) {
    try {
      return domain.repositoryOrNew(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void quiet() {
    events.clear();
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private PublishResult publish(String version, String asset, String text) throws IOException {
    return repository.publish(PublishRequest.generic("acme", "app", version, asset), bytes(text));
  }

  private PublishResult begin(String version, String asset, String text) throws IOException {
    return repository.publish(
        PublishRequest.generic("acme", "app", version, asset).unfinished(), bytes(text));
  }

  private String read(String version, String asset) throws IOException {
    try (InputStream in = repository.asset(APP.version(version), asset).open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private VersionStatus status(String version) throws IOException {
    return repository.describe(APP.version(version)).status();
  }

  private static ArtifactException refused(Executable call) {
    return assertThrows(ArtifactException.class, call);
  }

  @Test
  @Covers({"A-135", "A-136", "A-150"})
  @DisplayName("gives back what was published, at once")
  void roundTrip() throws IOException {
    PublishResult result = publish("1.0", "app.zip", "hello");
    assertEquals("hello", read("1.0", "app.zip"));
    assertEquals(5, result.asset().size());
    assertEquals(
        new Digest("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"),
        result.asset().digest());
    assertEquals(
        new VersionDescription(
            APP.version("1.0"),
            PUBLISHED,
            result.version().revision(),
            Optional.of(now),
            new Origin(Origin.Type.INTERNAL, "releases"),
            VersionMetadata.EMPTY,
            new TreeMap<>()),
        repository.describe(APP.version("1.0")));
  }

  @Test
  @Covers("A-025")
  @DisplayName("takes the same bytes again, and refuses others")
  void idempotent() throws IOException {
    PublishResult first = publish("1.0", "app.zip", "hello");
    PublishResult again = publish("1.0", "app.zip", "hello");
    assertTrue(first.isChanged());
    assertFalse(again.isChanged());
    assertEquals(first.version(), again.version());
    ArtifactException refusal = refused(() -> publish("1.0", "app.zip", "other"));
    assertEquals(ArtifactException.Kind.CONFLICT, refusal.kind());
    assertEquals(
        "asset generic/acme/app/1.0/app.zip: published before as"
            + " sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824, now"
            + " sha256:d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa;"
            + " allowed: the same bytes again, or these as another version",
        refusal.getMessage());
    assertEquals("hello", read("1.0", "app.zip"));
    repository.delete(APP, VersionChange.of("1.0"));
    publish("1.0", "app.zip", "other");
    assertEquals("other", read("1.0", "app.zip"));
  }

  @Test
  @Covers({"A-031", "A-133", "A-051", "A-053"})
  @DisplayName("hides an unfinished version until an asset completes it")
  void unfinished() throws IOException {
    begin("1.0", "a", "1");
    assertEquals(UNFINISHED, status("1.0"));
    assertEquals(Optional.empty(), repository.describe(APP.version("1.0")).publishedTime());
    assertEquals(
        "asset generic/acme/app/1.0/a: the version is Unfinished; allowed: Published,"
            + " Unlisted; an asset that is sent without \"unfinished\" publishes it",
        refused(() -> read("1.0", "a")).getMessage());
    publish("1.0", "b", "2");
    assertEquals(PUBLISHED, status("1.0"));
    begin("1.0", "c", "3");
    assertEquals(PUBLISHED, status("1.0"), "never back to Unfinished");
    assertEquals("123", read("1.0", "a") + read("1.0", "b") + read("1.0", "c"));
    begin("2.0", "a", "1");
    publish("2.0", "a", "1");
    assertEquals(PUBLISHED, status("2.0"), "the same bytes complete it too");
    begin("3.0", "a", "1");
    repository.updateStatus(APP, VersionChange.of("3.0"), PUBLISHED);
    assertEquals(PUBLISHED, status("3.0"));
  }

  @Test
  @Covers({"A-028", "A-208", "A-209"})
  @DisplayName("keeps the limits of its domain")
  void limits() throws IOException {
    publish("1.0", "a", "1");
    publish("1.0", "b", "x".repeat(1_000));
    publish("1.0", "c", "1");
    ArtifactException many = refused(() -> publish("1.0", "d", "1"));
    assertEquals(ArtifactException.Kind.QUOTA_EXCEEDED, many.kind());
    assertEquals(
        "package-version generic/acme/app/1.0: it has 3 assets; allowed: at most 3",
        many.getMessage());
    publish("1.0", "c", "1");
    assertEquals(
        "asset generic/acme/app/2.0/a: more than 1000 bytes; allowed: at most 1000",
        refused(() -> publish("2.0", "a", "x".repeat(1_001))).getMessage());
    assertEquals(ArtifactException.Kind.NOT_FOUND, refused(() -> status("2.0")).kind());
    assertEquals(new RepositoryLimits(5L * 1024 * 1024 * 1024, 150), RepositoryLimits.STANDARD);
    repository =
        Domain.builder("usual", new InMemoryCatalogue(), content, () -> now)
            .build()
            .createRepository("releases");
    for (int i = 0; i < 150; i++) {
      publish("1.0", "a" + i, "1");
    }
    assertEquals(
        "package-version generic/acme/app/1.0: it has 150 assets; allowed: at most 150",
        refused(() -> publish("1.0", "more", "1")).getMessage());
  }

  @Test
  @Covers("A-132")
  @DisplayName("stores nothing if the bytes are not the expected ones")
  void expectedDigest() throws IOException {
    Digest digest = publish("1.0", "a", "hello").asset().digest();
    PublishRequest request = PublishRequest.generic("acme", "app", "2.0", "a").expecting(digest);
    InvalidDefinitionException refusal =
        assertThrows(
            InvalidDefinitionException.class, () -> repository.publish(request, bytes("other")));
    assertEquals(
        "publish request has 1 fault:\n"
            + "  content: the bytes that came have the digest"
            + " sha256:d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa; allowed:"
            + " the expected one,"
            + " sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
            + " [artifact.digest]",
        refusal.getMessage());
    assertFalse(
        content.contains(
            new Digest("d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa")));
    refused(() -> status("2.0"));
    repository.publish(request, bytes("hello"));
    assertEquals("hello", read("2.0", "a"));
  }

  @Test
  @Covers({"A-035", "A-036", "A-030"})
  @DisplayName("has one revision for equal assets, another one for others")
  void revisions() throws IOException {
    String one = publish("1.0", "a", "1").version().revision();
    String two = publish("1.0", "b", "2").version().revision();
    assertNotEquals(one, two);
    Repository other = domain.createRepository("other");
    other.publish(PublishRequest.generic("acme", "app", "1.0", "b"), bytes("2"));
    PublishResult same =
        other.publish(PublishRequest.generic("acme", "app", "1.0", "a"), bytes("1"));
    assertEquals(two, same.version().revision());
    repository.updateStatus(APP, VersionChange.of("1.0"), UNLISTED);
    assertEquals(two, repository.describe(APP.version("1.0")).revision());
    assertEquals(two, repository.asset(APP.version("1.0"), "a", two).version().revision());
    assertEquals(
        "package-version generic/acme/app/1.0: current revision: "
            + two
            + ", expected revision: "
            + one,
        refused(() -> repository.asset(APP.version("1.0"), "a", one)).getMessage());
  }

  @Test
  @Covers({"A-045", "A-054", "A-055", "A-056", "A-057", "A-059", "AP-050"})
  @DisplayName("allows exactly these changes of status")
  void transitions() throws IOException {
    Set<String> allowed = new HashSet<>();
    List<VersionStatus> states = List.of(UNFINISHED, PUBLISHED, UNLISTED, ARCHIVED, DISPOSED);
    for (VersionStatus from : states) {
      for (VersionStatus to : List.of(PUBLISHED, UNLISTED, ARCHIVED, DISPOSED, DELETED)) {
        bring("1.0", from);
        events.clear();
        VersionChangeResult result = change("1.0", to);
        if (result.failed().isEmpty()) {
          allowed.add(from + " -> " + to);
          assertEquals(to, result.successful().get("1.0").status());
          if (to != DELETED) {
            assertEquals(to, status("1.0"), "after " + from + " -> " + to);
          }
          assertEquals(from == to ? 0 : 1, events.size(), "events of " + from + " -> " + to);
        } else {
          assertEquals(
              Map.of("1.0", new Failure(Code.NOT_ALLOWED, from + " versions cannot become " + to)),
              result.failed());
          assertEquals(from, status("1.0"));
        }
        change("1.0", DELETED);
      }
    }
    Set<String> expected = new HashSet<>(Set.of("Unfinished -> Published"));
    for (VersionStatus from : List.of(PUBLISHED, UNLISTED, ARCHIVED)) {
      for (VersionStatus to : List.of(PUBLISHED, UNLISTED, ARCHIVED)) {
        expected.add(from + " -> " + to);
      }
    }
    for (VersionStatus from : states) {
      expected.add(from + " -> Disposed");
      expected.add(from + " -> Deleted");
    }
    assertEquals(expected, allowed);
    for (VersionStatus from : VersionStatus.values()) {
      assertFalse(VersionChanges.isAllowed(from, UNFINISHED), from + " -> Unfinished");
    }
    for (VersionStatus target : List.of(UNFINISHED, DISPOSED, DELETED)) {
      assertThrows(
          InvalidDefinitionException.class,
          () -> repository.updateStatus(APP, VersionChange.of("1.0"), target));
    }
  }

  private void bring(String version, VersionStatus status) throws IOException {
    if (status == UNFINISHED) {
      begin(version, "a", "1");
    } else {
      publish(version, "a", "1");
      change(version, status);
    }
    assertEquals(status, status(version));
  }

  private VersionChangeResult change(String version, VersionStatus to) throws IOException {
    VersionChange change = VersionChange.of(version);
    if (to == DISPOSED) {
      return repository.dispose(APP, change);
    }
    return to == DELETED
        ? repository.delete(APP, change)
        : repository.updateStatus(APP, change, to);
  }

  @Test
  @Covers("A-031")
  @DisplayName("lets nobody read or extend archived and disposed versions")
  void closedVersions() throws IOException {
    bring("1.0", UNLISTED);
    assertEquals("1", read("1.0", "a"));
    for (VersionStatus status : List.of(ARCHIVED, DISPOSED)) {
      change("1.0", status);
      assertEquals(
          "asset generic/acme/app/1.0/a: the version is "
              + status
              + "; allowed: Published, Unlisted",
          refused(() -> read("1.0", "a")).getMessage());
      assertEquals(
          "package-version generic/acme/app/1.0: it is "
              + status
              + " and keeps its coordinates; allowed: Unfinished, Published, Unlisted,"
              + " or another version",
          refused(() -> publish("1.0", "a", "1")).getMessage());
      assertEquals(1, repository.assets(APP.version("1.0"), PageRequest.first()).items().size());
    }
  }

  @Test
  @Covers({"A-060", "A-063", "A-064", "A-065"})
  @DisplayName("changes all versions of an order or none")
  void allOrNothing() throws IOException {
    publish("1.0", "a", "1");
    begin("2.0", "a", "1");
    String revision = repository.describe(APP.version("1.0")).revision();
    VersionChangeResult result =
        repository.updateStatus(
            APP, VersionChange.of("1.0", "2.0", "3.0").expecting(PUBLISHED), ARCHIVED);
    Failure skipped = new Failure(Code.SKIPPED, "left alone because of [2.0, 3.0]");
    assertEquals(
        new VersionChangeResult(
            Map.of(),
            Map.of(
                "1.0", skipped,
                "2.0",
                    new Failure(
                        Code.MISMATCHED_STATUS,
                        "current status: Unfinished, expected status: Published"),
                "3.0", new Failure(Code.NOT_FOUND, "not in this repository"))),
        result);
    assertEquals(PUBLISHED, status("1.0"));
    assertEquals(
        Map.of(
            "1.0",
            new Failure(
                Code.MISMATCHED_REVISION,
                "current revision: " + revision + ", expected revision: x")),
        repository.dispose(APP, VersionChange.of("1.0").expecting(Map.of("1.0", "x"))).failed());
    assertEquals(
        Map.of("1.0", new VersionChangeResult.Success(revision, ARCHIVED)),
        repository
            .updateStatus(APP, VersionChange.of("1.0").expecting(Map.of("1.0", revision)), ARCHIVED)
            .successful());
    assertEquals(
        "change of versions has 2 faults:\n"
            + "  version: \"a b\" of 3 characters; allowed: 1 to 255 characters without #, /, white"
            + " space and control characters [artifact.version]\n"
            + "  revisions: revisions of [1.0]; allowed: none, or of exactly [a b]"
            + " [artifact.revisions]",
        assertThrows(
                InvalidDefinitionException.class,
                () -> new VersionChange(Set.of("a b"), null, Map.of("1.0", "x")))
            .getMessage());
    assertThrows(
        InvalidDefinitionException.class, () -> new VersionChange(Set.of(), null, Map.of()));
    Set<String> many = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      many.add("1." + i);
    }
    new VersionChange(many, null, Map.of());
    many.add("2.0");
    assertThrows(InvalidDefinitionException.class, () -> new VersionChange(many, null, Map.of()));
  }

  @Test
  @DisplayName("tells of each change once, and of nothing else")
  void events() throws IOException {
    begin("1.0", "a", "1");
    begin("1.0", "a", "1");
    publish("1.0", "b", "2");
    publish("1.0", "b", "2");
    repository.updateStatus(APP, VersionChange.of("1.0"), PUBLISHED);
    repository.updateStatus(APP, VersionChange.of("1.0"), UNLISTED);
    repository.delete(APP, VersionChange.of("1.0"));
    assertEquals(
        List.of(
            "CREATED Unfinished +1 true",
            "UPDATED Published +1 true",
            "UPDATED Unlisted +0 true",
            "DELETED Unlisted +0 true"),
        events.stream()
            .map(
                e ->
                    e.operation()
                        + " "
                        + e.status()
                        + " +"
                        + e.changes().assetsAdded()
                        + " "
                        + e.changes().isStatusChanged())
            .toList());
    assertEquals(Operation.CREATED, events.get(0).operation());
    assertEquals("acme/releases", events.get(0).domain() + "/" + events.get(0).repository());
  }

  @Test
  @Covers("A-043")
  @DisplayName("lists versions by text or by time, filtered, in pages")
  void versionLists() throws IOException {
    for (String version : List.of("1.10", "1.9", "2.0", "0.1")) {
      publish(version, "a", version);
      now = now.plusSeconds(1);
    }
    begin("9.9", "a", "1");
    repository.updateStatus(APP, VersionChange.of("2.0"), ARCHIVED);
    assertEquals(List.of("0.1", "1.10", "1.9", "2.0", "9.9"), versions(VersionQuery.ALL, 50));
    assertEquals(List.of("0.1", "1.10", "1.9", "2.0", "9.9"), versions(VersionQuery.ALL, 1));
    VersionQuery newest = VersionQuery.ALL.sortedBy(VersionQuery.Order.PUBLISHED_TIME);
    assertEquals(List.of("0.1", "2.0", "1.9", "1.10", "9.9"), versions(newest, 50));
    assertEquals(List.of("0.1", "2.0", "1.9", "1.10", "9.9"), versions(newest, 2));
    assertEquals(List.of("2.0"), versions(VersionQuery.ALL.withStatus(ARCHIVED), 2));
    assertEquals(List.of("0.1", "1.9", "1.10"), versions(newest.withStatus(PUBLISHED), 1));
    assertEquals(List.of(), versions(VersionQuery.ALL.withOriginType(Origin.Type.EXTERNAL), 1));
    assertEquals(
        "page request has 1 fault:\n"
            + "  maxResults: 1001 is out of range; allowed: 1 to 1000 [artifact.max-results]",
        assertThrows(InvalidDefinitionException.class, () -> PageRequest.first(1_001))
            .getMessage());
    assertThrows(InvalidDefinitionException.class, () -> PageRequest.first(0));
    assertThrows(
        InvalidDefinitionException.class,
        () -> repository.versions(APP, newest, new PageRequest(5, "not a token")));
    assertEquals(50, PageRequest.first().maxResults());
    assertEquals(
        ArtifactException.Kind.NOT_FOUND,
        refused(
                () ->
                    repository.versions(
                        PackageCoordinates.generic("x", "y"),
                        VersionQuery.ALL,
                        PageRequest.first()))
            .kind());
  }

  private List<String> versions(VersionQuery query, int pageSize) throws IOException {
    List<String> all = new ArrayList<>();
    Optional<PageRequest> next = Optional.of(PageRequest.first(pageSize));
    while (next.isPresent()) {
      Page<VersionDescription> page = repository.versions(APP, query, next.get());
      assertTrue(page.items().size() <= pageSize);
      page.items().forEach(version -> all.add(version.coordinates().version()));
      next = page.next();
    }
    return all;
  }

  @Test
  @Covers({"A-013", "A-043"})
  @DisplayName("lists packages of all formats, filtered, in pages, also without versions")
  void packageLists() throws IOException {
    List<PackageCoordinates> all =
        List.of(
            PackageCoordinates.generic("acme", "app"),
            PackageCoordinates.generic("acme", "app-cli"),
            PackageCoordinates.generic("acme.tools", "app"),
            new PackageCoordinates(PackageFormat.NPM, "", "react"),
            new PackageCoordinates(PackageFormat.NPM, "vue", "ui"));
    for (PackageCoordinates coordinates : all) {
      repository.publish(
          PublishRequest.of(
              coordinates.version("1.0"),
              coordinates.format() == PackageFormat.NPM ? "package.tgz" : "a"),
          bytes("1"));
    }
    repository.delete(all.get(1), VersionChange.of("1.0"));
    assertEquals(all, packages(PackageQuery.ALL, 50));
    assertEquals(all, packages(PackageQuery.ALL, 1));
    assertEquals(all.subList(3, 5), packages(PackageQuery.ALL.withFormat(PackageFormat.NPM), 1));
    assertEquals(all.subList(2, 3), packages(PackageQuery.ALL.withNamespace("acme.tools"), 2));
    assertEquals(all.subList(0, 3), packages(PackageQuery.ALL.withPackagePrefix("app"), 2));
    assertThrows(
        InvalidDefinitionException.class,
        () -> repository.packages(PackageQuery.ALL, new PageRequest(5, "not a token")));
  }

  private List<PackageCoordinates> packages(PackageQuery query, int pageSize) throws IOException {
    List<PackageCoordinates> all = new ArrayList<>();
    Optional<PageRequest> next = Optional.of(PageRequest.first(pageSize));
    while (next.isPresent()) {
      Page<PackageCoordinates> page = repository.packages(query, next.get());
      assertTrue(page.items().size() <= pageSize);
      all.addAll(page.items());
      next = page.next();
    }
    return all;
  }

  @Test
  @Covers("A-023")
  @DisplayName("lists the assets of a version by name, in pages")
  void assetLists() throws IOException {
    publish("1.0", "b", "2");
    publish("1.0", "a", "1");
    publish("1.0", "c", "3");
    Page<Asset> first = repository.assets(APP.version("1.0"), PageRequest.first(2));
    Page<Asset> second = repository.assets(APP.version("1.0"), first.next().orElseThrow());
    assertEquals(List.of("a", "b"), first.items().stream().map(Asset::name).toList());
    assertEquals(List.of("c"), second.items().stream().map(Asset::name).toList());
    assertEquals(Optional.empty(), second.next());
    assertEquals(
        "asset generic/acme/app/1.0/z: not in this version; it has [a, b, c]",
        refused(() -> read("1.0", "z")).getMessage());
  }

  @Test
  @Covers({"A-014", "A-015", "A-134"})
  @DisplayName("reports all faults of names at once")
  void names() {
    assertEquals(
        "publish request has 4 faults:\n"
            + "  namespace: \"\" of 0 characters; allowed: 1 to 255 characters without #, /, white"
            + " space and control characters [artifact.namespace]\n"
            + "  name: \"a/b\" of 3 characters; allowed: 1 to 255 characters without #, /, white"
            + " space and control characters [artifact.name]\n"
            + "  version: \"1 0\" of 3 characters; allowed: 1 to 255 characters without #, /, white"
            + " space and control characters [artifact.version]\n"
            + "  asset: \"a/b\" of 3 characters; allowed: 1 to 255 letters, digits and"
            + " ~!@^&()-`_+[]{};,. [artifact.asset]",
        assertThrows(
                InvalidDefinitionException.class,
                () -> PublishRequest.generic("", "a/b", "1 0", "a/b"))
            .getMessage());
    assertThrows(
        InvalidDefinitionException.class,
        () -> PackageCoordinates.generic("acme", "n".repeat(256)));
    PackageCoordinates.generic("acme", "n".repeat(255));
    for (PackageFormat format : PackageFormat.values()) {
      boolean takesNone = isAllowed(format, "");
      boolean takesSome = isAllowed(format, "acme");
      assertEquals(
          Set.of("maven", "swift", "generic").contains(format.id()), !takesNone, format.id());
      assertEquals(
          Set.of("pypi", "nuget", "ruby", "cargo").contains(format.id()), !takesSome, format.id());
    }
    assertTrue(isAllowed(PackageFormat.GENERIC, "@acme"));
    assertEquals(
        "package has 1 fault:\n"
            + "  namespace: \"@acme\" for an npm package; allowed: the scope without @"
            + " [artifact.namespace]",
        assertThrows(
                InvalidDefinitionException.class,
                () -> new PackageCoordinates(PackageFormat.NPM, "@acme", "cart"))
            .getMessage());
    PublishRequest.generic("a", "b", "1", "\u00fc~!@^&()-`_+[]{};,.9");
    for (String bad : List.of("a#b", "a$b", "a%b", "a*b", "a=b", "a\"b", "a\u0000b", "")) {
      assertThrows(
          InvalidDefinitionException.class, () -> PublishRequest.generic("a", "b", "1", bad));
    }
  }

  private static boolean isAllowed(PackageFormat format, String namespace) {
    try {
      new PackageCoordinates(format, namespace, "name");
      return true;
    } catch (InvalidDefinitionException e) {
      return false;
    }
  }

  @Test
  @Covers("A-007")
  @DisplayName("has a name that is unique in a domain with a proper name")
  void domains() throws IOException {
    assertEquals(
        "repository acme/releases: it exists already",
        refused(() -> domain.createRepository("releases")).getMessage());
    domain.createRepository("Releases");
    assertEquals(List.of("Releases", "releases"), domain.repositoryNames());
    assertEquals(
        "repository acme/none: not in this domain; it has [Releases, releases]",
        refused(() -> domain.repository("none")).getMessage());
    for (String bad : List.of("a", "-a", "a/b", "../x", "n".repeat(101), "a b")) {
      assertThrows(InvalidDefinitionException.class, () -> domain.createRepository(bad));
    }
    for (String bad : List.of("a", "Aa", "1a", "a-", "n".repeat(51))) {
      assertThrows(
          InvalidDefinitionException.class,
          () -> Domain.builder(bad, new InMemoryCatalogue(), content, () -> now).build());
    }
  }

  @Test
  @Covers({"A-001", "A-024"})
  @DisplayName("shares bytes with the whole domain, and is there after a restart")
  void onDisk(@TempDir Path root) throws IOException {
    for (int run = 0; run < 2; run++) {
      try (FileContentStore files = FileContentStore.open(root.resolve("content"));
          FileCatalogue catalogue = FileCatalogue.open(root.resolve("catalogue"))) {
        Domain stored = Domain.builder("acme", catalogue, files, () -> now).build();
        for (String name : List.of("one", "two")) {
          PublishResult result =
              stored
                  .repositoryOrNew(name)
                  .publish(PublishRequest.generic("Acme", "App", "1.0", name), bytes("same"));
          assertEquals(run == 0, result.isChanged());
          repository = stored.repository(name);
          assertEquals(
              List.of("MD5", "SHA-1", "SHA-256", "SHA-512"),
              List.copyOf(result.asset().checksums().byAlgorithm().keySet()));
        }
        try (Stream<Path> contents = Files.walk(root.resolve("content/packs"))) {
          assertEquals(1, contents.filter(Files::isRegularFile).count());
        }
      }
    }
    String record;
    try (FileCatalogue catalogue = FileCatalogue.open(root.resolve("catalogue"))) {
      record =
          catalogue
              .read(CatalogueKey.of("versions", "acme", "one", "generic", "Acme", "App", "1.0"))
              .orElseThrow();
    }
    assertEquals(
        """
        {
          "format" : 1,
          "status" : "Published",
          "revision" : "aJA688fXrRbD815afP/rDvs3Xs9sF2r9m6WUqYndRi8=",
          "origin" : {
            "type" : "INTERNAL",
            "entryPoint" : "one"
          },
          "publishedTime" : "2026-01-01T00:00:00Z",
          "changedTime" : "2026-01-01T00:00:00Z",
          "assets" : {
            "one" : {
              "size" : 4,
              "MD5" : "51037a4a37730f52c8732586d3aaa316",
              "SHA-1" : "ff3390557335ba88d37755e41514beb03bc499ec",
              "SHA-256" : "0967115f2813a3541eaef77de9d9d5773f1c0c04314b0bbfe4ff3b3b1c55b5d5",
              "SHA-512" : "d4d63b3d987d8ff9ab7cb34597a0029423014ebfc7ccb1ba56\
        3f0ea0819c3484eb6bf83963c088885184a3add93472ab7c36d61f6ea54a787d895edfec4b1a4c"
            }
          }
        }
        """,
        record);
  }
}
