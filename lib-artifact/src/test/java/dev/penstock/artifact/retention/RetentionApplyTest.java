package dev.penstock.artifact.retention;

import static dev.penstock.artifact.retention.Shelf.APP;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.Domain;
import dev.penstock.artifact.PublishRequest;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionChange;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.retention.RetentionReport.Skipped;
import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.store.CatalogueKey;
import dev.penstock.artifact.store.FileContentStore;
import dev.penstock.artifact.store.GarbageRequest;
import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.artifact.store.InMemoryContentStore;
import dev.penstock.conventions.Covers;
import dev.penstock.revision.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Applying a retention plan")
class RetentionApplyTest {
  private static final Duration DAY = Duration.ofDays(1);
  private Shelf shelf;

  @BeforeEach
  void open() throws IOException {
    shelf = new Shelf();
    for (int i = 1; i <= 6; i++) {
      shelf.publish(i + ".0", "x".repeat(i)).after(DAY);
    }
  }

  private static RetentionPolicy keepTwo() {
    return RetentionPolicy.builder("keep two")
        .rule("count", rule -> rule.beyondNewest(2, Grouping.PACKAGE))
        .build();
  }

  @Test
  @Covers({"AP-031", "AP-054"})
  @DisplayName("removes what was planned, reclaims it, and tells what is freed and still shared")
  void report() throws IOException {
    Repository copies = shelf.domain.createRepository("copies");
    shelf.publish(copies, PublishRequest.of(APP.version("9"), "same"), "xxx");
    RetentionPlan plan = shelf.plan(keepTwo());
    assertEquals(6, shelf.versions().size(), "the plan alone changes nothing");
    List<List<String>> whenReclaimed = new ArrayList<>();
    RetentionReport report =
        shelf.retention.run(
            shelf.repository,
            keepTwo(),
            () -> {
              whenReclaimed.add(shelf.versions());
              return 7;
            });
    assertEquals(List.of("5.0", "6.0"), shelf.versions());
    assertEquals(List.of(List.of("5.0", "6.0")), whenReclaimed, "records go first, then bytes");
    assertEquals(plan.removals(), report.removed());
    assertEquals(List.of(), report.skipped());
    assertEquals(1 + 2 + 4, report.freedBytes());
    assertEquals(3, report.sharedBytes());
    assertEquals(7, report.reclaimedBytes());
    assertEquals(plan.freedBytes(), report.freedBytes());
    assertEquals(plan.sharedBytes(), report.sharedBytes());
    assertEquals(
        """
        Policy keep two for repository releases
        version               became   why
        generic/acme/app/1.0  Deleted  count: beyond the newest 2
        generic/acme/app/2.0  Deleted  count: beyond the newest 2
        generic/acme/app/3.0  Deleted  count: beyond the newest 2
        generic/acme/app/4.0  Deleted  count: beyond the newest 2
        4 went, 0 were left alone; 7 bytes freed, 3 bytes shared with versions that stay, 7 bytes reclaimed
        """,
        report.toString());
  }

  @Test
  @DisplayName("disposes and archives too; archived versions free nothing")
  void targets() throws IOException {
    RetentionPolicy policy =
        RetentionPolicy.builder("policy")
            .rule("one", rule -> rule.versions("1.0").everything().dispose())
            .rule("two", rule -> rule.versions("2.0").everything().archive())
            .build();
    RetentionReport report = shelf.retention.apply(shelf.plan(policy), Retention.Reclaimer.LATER);
    assertEquals(VersionStatus.DISPOSED, shelf.repository.describe(APP.version("1.0")).status());
    assertEquals(VersionStatus.ARCHIVED, shelf.repository.describe(APP.version("2.0")).status());
    assertEquals(1, report.freedBytes());
    assertEquals(0, report.sharedBytes());
    assertEquals(List.of(), Shelf.going(shelf.plan(policy)), "and does so once");
  }

  @Test
  @DisplayName("leaves alone and reports what was changed, deleted or downloaded meanwhile")
  void changed() throws IOException {
    RetentionPolicy unused =
        RetentionPolicy.builder("unused").rule("unused", rule -> rule.unusedFor(DAY)).build();
    RetentionPlan plan = shelf.plan(unused);
    assertEquals(List.of("1.0", "2.0", "3.0", "4.0", "5.0"), Shelf.going(plan));
    shelf.status("1.0", VersionStatus.UNLISTED);
    shelf.publish(shelf.repository, PublishRequest.of(APP.version("2.0"), "b.bin"), "more");
    shelf.repository.delete(APP, VersionChange.of("3.0"));
    shelf.download("4.0");
    RetentionReport report = shelf.retention.apply(plan, Retention.Reclaimer.LATER);
    assertEquals(
        List.of(
            new Skipped(APP.version("1.0"), "it was Published and is Unlisted"),
            new Skipped(APP.version("2.0"), "it has another revision"),
            new Skipped(APP.version("3.0"), "it is gone already"),
            new Skipped(APP.version("4.0"), "it was downloaded")),
        report.skipped());
    assertEquals(List.of("1.0", "2.0", "4.0", "6.0"), shelf.versions());
    assertEquals(5, report.freedBytes());
  }

  @Test
  @DisplayName("keeps what a review holds, then or by the time of the removal, unless told")
  void held() throws IOException {
    shelf.repository.quarantine().hold(APP.version("1.0"), "jo", "a backdoor");
    RetentionPlan plan = shelf.plan(keepTwo());
    assertEquals(List.of("2.0", "3.0", "4.0"), Shelf.going(plan));
    assertEquals(
        List.of("1.0 held by a review"),
        plan.kept().stream()
            .filter(one -> !one.protection().startsWith("the newest"))
            .map(one -> one.version().version() + " " + one.protection())
            .toList());
    shelf.repository.quarantine().hold(APP.version("2.0"), "jo", "the same");
    RetentionReport report = shelf.retention.apply(plan, Retention.Reclaimer.LATER);
    assertEquals(List.of(new Skipped(APP.version("2.0"), "a review holds it")), report.skipped());
    assertEquals(2, report.removed().size());
    RetentionPolicy all =
        RetentionPolicy.builder("all")
            .rule("old", rule -> rule.versions("[12].0").everything())
            .alsoHeld()
            .build();
    assertEquals(
        2, shelf.retention.run(shelf.repository, all, Retention.Reclaimer.LATER).removed().size());
  }

  @Test
  @DisplayName("decides again if a review comes in between decision and commit")
  void heldAtTheLastMoment() throws IOException {
    Meddling catalogue = new Meddling();
    Domain domain =
        Domain.builder("acme", catalogue, new InMemoryContentStore(), () -> Shelf.START).build();
    Repository repository = domain.createRepository("releases");
    for (String version : List.of("1", "2")) {
      repository.publish(
          PublishRequest.of(APP.version(version), "a"), new ByteArrayInputStream(new byte[1]));
    }
    Retention retention =
        new Retention(domain, DownloadTimes.of(catalogue, "acme"), () -> Shelf.START);
    RetentionPlan plan =
        retention.plan(
            repository,
            RetentionPolicy.builder("all").rule("all", RetentionRuleBuilder::everything).build());
    catalogue.before = () -> repository.quarantine().hold(APP.version("1"), "jo", "a backdoor");
    RetentionReport report = retention.apply(plan, Retention.Reclaimer.LATER);
    assertEquals(List.of(new Skipped(APP.version("1"), "a review holds it")), report.skipped());
    assertEquals(List.of(), report.removed());
  }

  @Test
  @DisplayName("removes nothing of a package whose newest version went meanwhile")
  void newestLost() throws IOException {
    RetentionPlan plan = shelf.plan(keepTwo());
    shelf.repository.delete(APP, VersionChange.of("5.0"));
    shelf.status("6.0", VersionStatus.ARCHIVED);
    RetentionReport report = shelf.retention.apply(plan, Retention.Reclaimer.LATER);
    assertEquals(List.of("1.0", "2.0", "3.0", "4.0", "6.0"), shelf.versions());
    assertEquals(List.of(), report.removed());
    assertEquals(
        "6.0, the newest when this was planned, is not published any more",
        report.skipped().get(3).reason());
    shelf.status("6.0", VersionStatus.PUBLISHED);
    shelf.publish("7.0", "seven");
    shelf.retention.apply(plan, Retention.Reclaimer.LATER);
    assertEquals(List.of("6.0", "7.0"), shelf.versions(), "a newer one does no harm");
  }

  @Test
  @DisplayName("decides again if somebody comes in between decision and commit")
  void race() throws IOException {
    Meddling catalogue = new Meddling();
    DownloadTimes downloads = DownloadTimes.of(catalogue, "acme");
    Domain domain =
        Domain.builder("acme", catalogue, new InMemoryContentStore(), () -> Shelf.START).build();
    Repository repository = domain.createRepository("releases");
    for (String version : List.of("1", "2", "3")) {
      repository.publish(
          PublishRequest.of(APP.version(version), "a"),
          new ByteArrayInputStream(new byte[] {1, 2, 3}));
    }
    Retention retention = new Retention(domain, downloads, () -> Shelf.START);
    RetentionPlan plan =
        retention.plan(
            repository,
            RetentionPolicy.builder("all").rule("all", RetentionRuleBuilder::everything).build());
    assertEquals(List.of("1", "2"), Shelf.going(plan));
    Repository elsewhere =
        Domain.builder("acme", catalogue, new InMemoryContentStore(), () -> Shelf.START)
            .build()
            .repository("releases");
    catalogue.before =
        () -> elsewhere.updateStatus(APP, VersionChange.of("2"), VersionStatus.UNLISTED);
    RetentionReport report = retention.apply(plan, Retention.Reclaimer.LATER);
    assertEquals(
        List.of(new Skipped(APP.version("2"), "it was Published and is Unlisted")),
        report.skipped());
    assertEquals(VersionStatus.UNLISTED, repository.describe(APP.version("2")).status());
    assertEquals(1, report.removed().size());
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
      Meddler meddler = changes.isEmpty() ? null : before;
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

  @Test
  @DisplayName("goes well beside publishers: what they were told of stays readable")
  void besidePublishers() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<List<String>>> published = new ArrayList<>();
      for (int t = 0; t < 2; t++) {
        int thread = t;
        published.add(
            threads.submit(
                () -> {
                  List<String> done = new ArrayList<>();
                  for (int i = 0; i < 60; i++) {
                    String version = "1" + thread + "." + i;
                    shelf.publish(version, "content " + i);
                    done.add(version);
                  }
                  return done;
                }));
      }
      Future<List<RetentionReport>> reports =
          threads.submit(
              () -> {
                List<RetentionReport> all = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                  all.add(shelf.retention.apply(shelf.plan(keepTwo()), () -> 0));
                }
                return all;
              });
      List<String> all = new ArrayList<>(List.of("1.0", "2.0", "3.0", "4.0", "5.0", "6.0"));
      for (Future<List<String>> part : published) {
        all.addAll(part.get());
      }
      for (RetentionReport report : reports.get()) {
        report.removed().forEach(removal -> all.remove(removal.version().version()));
      }
      all.sort(null);
      assertEquals(all, shelf.versions(), "nothing went that was not reported");
      for (String version : all) {
        assertTrue(shelf.repository.asset(APP.version(version), "a.bin").open().read() > 0);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @DisplayName("takes packages of many versions in steps, and ends with all of them")
  void large() throws IOException {
    for (int i = 0; i < 700; i++) {
      shelf.publish("7." + i, "content " + i);
    }
    RetentionReport report = shelf.retention.apply(shelf.plan(keepTwo()), () -> 0);
    assertEquals(703, report.removed().size());
    assertEquals(List.of("7.699", "7.98", "7.99"), shelf.versions(), "7.699 is the greatest");
  }

  @Test
  @DisplayName("refuses a decision beyond what fits into one step, or one that cannot be")
  void decisions() throws IOException {
    Map<String, VersionStatus> back = Map.of("1.0", VersionStatus.UNFINISHED);
    Map<String, VersionStatus> missing =
        Map.of("77", VersionStatus.DELETED, "1.0", VersionStatus.DELETED);
    assertEquals("generic/acme/app/1.0 is Published and cannot become Unfinished", refusalOf(back));
    assertEquals("generic/acme/app/77 is not there and cannot become Deleted", refusalOf(missing));
    Map<String, VersionStatus> many = new HashMap<>();
    for (int i = 0; i <= 100; i++) {
      many.put("v" + i, VersionStatus.DELETED);
    }
    assertEquals("101 versions in a decision; allowed: at most 100", refusalOf(many));
    assertEquals(6, shelf.versions().size());
  }

  private String refusalOf(Map<String, VersionStatus> decision) {
    return String.valueOf(
        assertThrows(
                IllegalArgumentException.class,
                () -> shelf.repository.housekeeping().retire(APP, current -> decision))
            .getMessage());
  }

  @Test
  @Covers("AP-031")
  @DisplayName("gives the space back to the disk when the reclaimer collects garbage")
  void reclaims(@TempDir Path directory) throws IOException {
    try (FileContentStore store = FileContentStore.open(directory)) {
      InMemoryCatalogue catalogue = new InMemoryCatalogue();
      Domain domain = Domain.builder("acme", catalogue, store, () -> Shelf.START).build();
      Repository repository = domain.createRepository("releases");
      for (String version : List.of("1", "2", "3")) {
        repository.publish(
            PublishRequest.of(APP.version(version), "a"),
            new ByteArrayInputStream(("content of " + version).repeat(100).getBytes(UTF_8)));
      }
      Digest gone = repository.asset(APP.version("1"), "a").asset().digest();
      Digest kept = repository.asset(APP.version("3"), "a").asset().digest();
      DownloadTimes downloads = DownloadTimes.of(catalogue, "acme");
      RetentionReport report =
          new Retention(domain, downloads, () -> Shelf.START)
              .run(
                  repository,
                  keepTwo(),
                  () ->
                      store
                          .collectGarbage(
                              new GarbageRequest(domain::references, Duration.ZERO, false))
                          .freed()
                          .bytes());
      assertEquals(1_200, report.freedBytes());
      assertEquals(1_200, report.reclaimedBytes());
      assertFalse(store.contains(gone));
      assertTrue(store.contains(kept));
    }
  }

  @Test
  @DisplayName("of another domain's repository is refused")
  void foreign() throws IOException {
    RetentionPlan plan =
        new RetentionPlan(
            "elsewhere", "p", Shelf.START, List.of(), List.of(), true, Map.of(), 0, 0);
    assertEquals(
        ArtifactException.Kind.NOT_FOUND,
        assertThrows(
                ArtifactException.class,
                () -> shelf.retention.apply(plan, Retention.Reclaimer.LATER))
            .kind());
  }
}
