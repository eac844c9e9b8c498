package dev.penstock.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.ArtifactException.Kind;
import dev.penstock.artifact.VersionVerdict.Decision;
import dev.penstock.artifact.quarantine.VersionRules;
import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.store.CatalogueKey;
import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.artifact.store.InMemoryContentStore;
import dev.penstock.conventions.Covers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A held or filtered version")
@Label("A held or filtered version")
class HeldVersionsTest {
  private static final PackageCoordinates APP = PackageCoordinates.generic("acme", "app");
  private static final VersionCoordinates ONE = APP.version("1.0");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** What writes or reviews, and gives no content to readers. */
  private static final Set<String> NO_READERS =
      Set.of(
          "putDocument", "putMetadata", "mark", "finish", "abandon", "publications", "statements");

  private final Map<String, VersionVerdict> verdicts = new TreeMap<>();
  private Instant now = START;
  private Domain domain = domain(new InMemoryCatalogue());
  private Repository repository;

  HeldVersionsTest() throws IOException {
    repository = domain.createRepository("releases");
  }

  private Domain domain(Catalogue catalogue) {
    return Domain.builder("acme", catalogue, new InMemoryContentStore(), () -> now)
        .filter(
            subject ->
                verdicts.getOrDefault(
                    subject.version().coordinates().version(), VersionVerdict.ALLOW))
        .build();
  }

  private void publish(VersionCoordinates version, PublishRequest request) throws IOException {
    repository.publish(
        request, new ByteArrayInputStream(version.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private void publish(VersionCoordinates version) throws IOException {
    publish(
        version,
        PublishRequest.of(version, "a")
            .document(VersionReadme.DOCUMENT, new byte[] {'x'})
            .document("d", new byte[] {'y'})
            .tag("tag-" + version.version()));
  }

  private List<String> listed(Repository view, VersionQuery.Order order) throws IOException {
    List<String> found = new ArrayList<>();
    Optional<PageRequest> page = Optional.of(PageRequest.first(2));
    while (page.isPresent()) {
      Page<VersionDescription> next =
          view.versions(APP, VersionQuery.ALL.sortedBy(order), page.get());
      next.items().forEach(version -> found.add(version.coordinates().version()));
      page = next.next();
    }
    return found;
  }

  private void assertBlocked(VersionCoordinates version, String reason) {
    ArtifactException refusal =
        assertThrows(ArtifactException.class, () -> repository.asset(version, "a"));
    assertEquals(Kind.BLOCKED, refusal.kind());
    assertEquals("package-version " + version + ": " + reason, refusal.getMessage());
  }

  @Test
  @DisplayName("is kept from readers until a review releases it")
  void holdAndRelease() throws IOException {
    publish(ONE);
    Quarantine quarantine = repository.quarantine();
    assertEquals(VersionVerdict.ALLOW, quarantine.verdict(ONE));
    assertEquals(Optional.empty(), quarantine.review(ONE));
    Review held = quarantine.hold(ONE, "jo", "unknown maintainer");
    assertEquals(
        new Review(ONE, Review.State.HELD, "jo", "unknown maintainer", "", Optional.empty(), START),
        held);
    assertEquals(Optional.of(held), quarantine.review(ONE));
    assertEquals(List.of(held), quarantine.held(PageRequest.first()).items());
    assertBlocked(ONE, "held by jo: unknown maintainer");
    assertEquals(VersionVerdict.block("held by jo: unknown maintainer"), quarantine.verdict(ONE));
    Repository review = repository.forReview();
    assertArrayEquals(
        ONE.toString().getBytes(StandardCharsets.UTF_8),
        review.asset(ONE, "a").open().readAllBytes());
    String revision = review.describe(ONE).revision();
    now = now.plus(Duration.ofHours(1));
    Review released = quarantine.release(ONE, revision, "sam", "read the source");
    assertEquals(Review.State.RELEASED, released.state());
    assertEquals("sam", released.by());
    assertEquals("read the source", released.reason());
    assertEquals(revision, released.revision());
    assertEquals(now, released.time());
    assertEquals(List.of(), quarantine.held(PageRequest.first()).items());
    assertEquals(revision, repository.describe(ONE).revision());
    assertTrue(repository.asset(ONE, "a").open().read() > 0);
    assertTrue(quarantine.forget(ONE));
    assertFalse(quarantine.forget(ONE));
  }

  @Test
  @DisplayName("may be held before it comes, stays held when it comes again, and has a page list")
  void coordinates() throws IOException {
    Quarantine quarantine = repository.quarantine();
    for (String version : List.of("1.0", "2.0", "3.0", "4.0")) {
      quarantine.hold(APP.version(version), "jo", "wait");
    }
    publish(ONE);
    assertBlocked(ONE, "held by jo: wait");
    repository.delete(APP, VersionChange.of("1.0"));
    publish(ONE);
    assertBlocked(ONE, "held by jo: wait");
    publish(APP.version("3.0"));
    quarantine.release(
        APP.version("3.0"),
        repository.forReview().describe(APP.version("3.0")).revision(),
        "s",
        "");
    Page<Review> first = quarantine.held(PageRequest.first(2));
    assertEquals(
        List.of("1.0", "2.0"),
        first.items().stream().map(review -> review.version().version()).toList());
    Page<Review> rest = quarantine.held(first.next().orElseThrow());
    assertEquals(
        List.of("4.0"), rest.items().stream().map(review -> review.version().version()).toList());
    domain.deleteRepository("releases");
    assertEquals(
        List.of(),
        domain.createRepository("releases").quarantine().held(PageRequest.first()).items());
  }

  @Test
  @DisplayName("is judged before it comes, by its holds and by the filter")
  void offered() throws IOException {
    publish(ONE);
    VersionDescription offered = repository.describe(ONE);
    repository.delete(APP, VersionChange.of("1.0"));
    Quarantine quarantine = repository.quarantine();
    assertEquals(VersionVerdict.ALLOW, quarantine.verdict(offered, true));
    verdicts.put("1.0", VersionVerdict.hide("too young"));
    assertEquals(VersionVerdict.hide("too young"), quarantine.verdict(offered, true));
    quarantine.hold(ONE, "jo", "wait");
    assertEquals(VersionVerdict.block("held by jo: wait"), quarantine.verdict(offered, true));
  }

  @Test
  @DisplayName("is released as it was reviewed: not another revision, and not with other assets")
  void releasedAsReviewed() throws IOException {
    publish(ONE);
    Quarantine quarantine = repository.quarantine();
    String looked = repository.describe(ONE).revision();
    quarantine.hold(ONE, "jo", "wait");
    publish(ONE, PublishRequest.of(ONE, "b"));
    ArtifactException refusal =
        assertThrows(ArtifactException.class, () -> quarantine.release(ONE, looked, "sam", "fine"));
    assertEquals(Kind.CONFLICT, refusal.kind());
    assertBlocked(ONE, "held by jo: wait");
    quarantine.release(ONE, repository.forReview().describe(ONE).revision(), "sam", "fine");
    repository.asset(ONE, "a");
    repository.mark(ONE, "deprecated", "use 2.0");
    repository.asset(ONE, "a");
    publish(ONE, PublishRequest.of(ONE, "c"));
    assertBlocked(ONE, "its assets have changed since sam released it");
    assertThrows(
        ArtifactException.class, () -> quarantine.release(APP.version("9"), "r", "sam", ""));
  }

  @Test
  @Covers({"AP-038", "AP-053"})
  @DisplayName("is judged by the same filter in lists and on direct download, and says why")
  void hooks() throws IOException {
    for (String version : List.of("1.0", "2.0", "3.0")) {
      publish(APP.version(version));
    }
    verdicts.put("1.0", VersionVerdict.hide("too young"));
    verdicts.put("2.0", VersionVerdict.block("too young"));
    assertEquals(List.of("3.0"), listed(repository, VersionQuery.Order.VERSION));
    assertEquals(List.of("3.0"), listed(repository, VersionQuery.Order.PUBLISHED_TIME));
    repository.asset(ONE, "a");
    assertBlocked(APP.version("2.0"), "too young");
    assertEquals(VersionVerdict.hide("too young"), repository.quarantine().verdict(ONE));
    assertEquals(
        VersionVerdict.block("too young"),
        repository.forReview().quarantine().verdict(APP.version("2.0")));
    verdicts.clear();
    assertEquals(List.of("1.0", "2.0", "3.0"), listed(repository, VersionQuery.Order.VERSION));
    repository.asset(APP.version("2.0"), "a");
  }

  @Test
  @Covers("AP-038")
  @DisplayName("is judged at the time of the domain's clock, in lists and on download alike")
  void clock() throws IOException {
    Domain young =
        Domain.builder("young", new InMemoryCatalogue(), new InMemoryContentStore(), () -> now)
            .filter(VersionRules.builder().minimumAge(Duration.ofDays(7), Decision.BLOCK).build())
            .build();
    repository = young.createRepository("releases");
    publish(ONE);
    now = START.plus(Duration.ofDays(7)).minusNanos(1);
    assertEquals(List.of(), listed(repository, VersionQuery.Order.VERSION));
    assertBlocked(ONE, "published 2026-01-01T00:00:00Z, allowed from 2026-01-08T00:00:00Z on");
    now = START.plus(Duration.ofDays(7));
    assertEquals(List.of("1.0"), listed(repository, VersionQuery.Order.VERSION));
    repository.asset(ONE, "a");
  }

  /** A method that is new and reads a version must be held to this, or be named above. */
  @Test
  @DisplayName("is given out by no method that takes a version")
  void allMethods() throws Exception {
    publish(ONE);
    repository.quarantine().hold(ONE, "jo", "wait");
    int asked = 0;
    for (Method method : Repository.class.getMethods()) {
      Class<?>[] types = method.getParameterTypes();
      if (types.length == 0
          || types[0] != VersionCoordinates.class
          || NO_READERS.contains(method.getName())) {
        continue;
      }
      Object[] arguments = new @Nullable Object[types.length];
      arguments[0] = ONE;
      for (int i = 1; i < types.length; i++) {
        arguments[i] = argument(method, types[i]);
      }
      if (method.getName().equals("follow")) {
        arguments[0] = APP.version("moving");
        arguments[1] = ONE;
      }
      Throwable refusal =
          assertThrows(
                  InvocationTargetException.class,
                  () -> method.invoke(repository, arguments),
                  method::toString)
              .getCause();
      assertEquals(
          "package-version generic/acme/app/1.0: held by jo: wait",
          String.valueOf(refusal.getMessage()),
          method::toString);
      asked++;
    }
    assertTrue(asked >= 8, "asked " + asked);
  }

  private static @Nullable Object argument(Method method, Class<?> type) {
    if (type == String.class) {
      return method.getName().equals("dependencies") ? null : "a";
    }
    if (type == PageRequest.class) {
      return PageRequest.first();
    }
    if (type == VersionCoordinates.class) {
      return ONE;
    }
    throw new AssertionError(method + ": give this test an argument of " + type);
  }

  @Test
  @DisplayName("gets nowhere else by a hold that comes between look and commit")
  void race() throws IOException {
    Meddling catalogue = new Meddling();
    domain = domain(catalogue);
    repository = domain.createRepository("releases");
    Repository copies = domain.createRepository("copies");
    publish(ONE);
    Quarantine quarantine = repository.quarantine();
    catalogue.before = () -> quarantine.hold(ONE, "jo", "wait");
    VersionChangeResult copied = copies.copyFrom(repository, CopyRequest.of(APP, "1.0"));
    assertEquals(Map.of(), copied.successful());
    assertEquals("held by jo: wait", copied.failed().get("1.0").message());
    quarantine.forget(ONE);
    catalogue.before = () -> quarantine.hold(ONE, "jo", "wait");
    assertThrows(ArtifactException.class, () -> repository.follow(APP.version("moving"), ONE));
    assertThrows(ArtifactException.class, () -> repository.describe(APP.version("moving")));
  }

  private interface Meddler {
    void run() throws IOException;
  }

  /** Lets somebody else in once before the next commit. */
  private static final class Meddling implements Catalogue {
    private final Catalogue catalogue = new InMemoryCatalogue();
    private @Nullable Meddler before;

    @Override
    public Optional<String> read(CatalogueKey key) throws IOException {
      return catalogue.read(key);
    }

    @Override
    public boolean commit(List<Change> changes) throws IOException {
      Meddler meddler = before;
      if (meddler != null) {
        before = null;
        meddler.run();
      }
      return catalogue.commit(changes);
    }

    @Override
    public List<CatalogueKey> keys(CatalogueKey prefix, @Nullable CatalogueKey after, int limit)
        throws IOException {
      return catalogue.keys(prefix, after, limit);
    }
  }

  @Property(tries = 150, seed = "20260102")
  @Covers("AP-038")
  @Label("is served by no path, whatever was held, released, filtered and changed")
  void laws(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    domain = domain(new InMemoryCatalogue());
    repository = domain.createRepository("releases");
    Repository copies = domain.createRepository("copies");
    verdicts.clear();
    Map<String, Decision> expected = new TreeMap<>();
    Map<String, VersionStatus> statuses = new TreeMap<>();
    int count = 1 + random.nextInt(7);
    for (int i = 0; i < count; i++) {
      VersionCoordinates version = APP.version(i + ".0");
      publish(version);
      expected.put(version.version(), review(version, random));
      VersionStatus status =
          List.of(VersionStatus.PUBLISHED, VersionStatus.UNLISTED, VersionStatus.ARCHIVED)
              .get(random.nextInt(3));
      repository.updateStatus(APP, VersionChange.of(version.version()), status);
      statuses.put(version.version(), status);
      now = now.plusSeconds(random.nextInt(3));
    }
    TreeSet<String> visible = new TreeSet<>();
    TreeSet<String> tags = new TreeSet<>();
    for (Map.Entry<String, Decision> entry : expected.entrySet()) {
      VersionCoordinates version = APP.version(entry.getKey());
      boolean isBlocked = entry.getValue() == Decision.BLOCK;
      if (entry.getValue() == Decision.ALLOW) {
        visible.add(entry.getKey());
        tags.add("tag-" + entry.getKey());
      }
      boolean isReadable = statuses.get(entry.getKey()) != VersionStatus.ARCHIVED;
      assertEquals(!isBlocked && isReadable, isServed(() -> repository.asset(version, "a")));
      assertEquals(!isBlocked, isServed(() -> repository.describe(version)));
      assertEquals(!isBlocked, isServed(() -> repository.document(version, "d")));
      assertEquals(!isBlocked, isServed(() -> repository.readme(version)));
      assertEquals(!isBlocked, isServed(() -> repository.dependencies(version, null)));
      assertEquals(!isBlocked, isServed(() -> repository.assets(version, PageRequest.first())));
      boolean isCopied =
          !copies
              .copyFrom(repository, CopyRequest.of(APP, version.version()))
              .successful()
              .isEmpty();
      assertEquals(!isBlocked, isCopied);
      VersionCoordinates moving = APP.version("moving");
      assertEquals(!isBlocked && isReadable, isServed(() -> copies.follow(moving, version)));
      assertTrue(isServed(() -> repository.forReview().describe(version)));
    }
    assertEquals(visible, new TreeSet<>(listed(repository, VersionQuery.Order.VERSION)));
    assertEquals(visible, new TreeSet<>(listed(repository, VersionQuery.Order.PUBLISHED_TIME)));
    assertEquals(
        expected.keySet(),
        new TreeSet<>(listed(repository.forReview(), VersionQuery.Order.VERSION)));
    assertEquals(tags, repository.tags(APP).keySet());
    assertEquals(tags, repository.describe(APP).tags().keySet());
    repository
        .describe(APP)
        .defaultDisplayVersion()
        .ifPresent(version -> assertTrue(visible.contains(version), version));
  }

  /** What readers should get after a random story of reviews and filters. */
  private Decision review(VersionCoordinates version, Random random) throws IOException {
    Decision decision =
        List.of(Decision.ALLOW, Decision.HIDE, Decision.BLOCK).get(random.nextInt(3));
    verdicts.put(version.version(), new VersionVerdict(decision, "because"));
    Quarantine quarantine = repository.quarantine();
    for (int steps = random.nextInt(4); steps > 0; steps--) {
      switch (random.nextInt(4)) {
        case 0 -> quarantine.hold(version, "jo", "wait");
        case 1 ->
            quarantine.release(
                version, repository.forReview().describe(version).revision(), "sam", "fine");
        case 2 -> publish(version, PublishRequest.of(version, "more" + random.nextInt(100)));
        default -> quarantine.forget(version);
      }
    }
    Optional<Review> last = quarantine.review(version);
    boolean isKept =
        last.isPresent()
            && (last.get().state() == Review.State.HELD
                || !last.get()
                    .revision()
                    .equals(repository.forReview().describe(version).revision()));
    return isKept ? Decision.BLOCK : decision;
  }

  private interface Call {
    Object run() throws IOException;
  }

  /** Whether a path gives something; if not, it must be for the right reasons. */
  private static boolean isServed(Call call) throws IOException {
    try {
      call.run();
      return true;
    } catch (ArtifactException e) {
      assertTrue(
          Set.of(Kind.BLOCKED, Kind.NOT_FOUND, Kind.CONFLICT).contains(e.kind()), e.toString());
      return false;
    }
  }
}
