package dev.penstock.artifact.retention;

import static dev.penstock.artifact.retention.Shelf.APP;
import static dev.penstock.artifact.retention.Shelf.going;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.artifact.Domain;
import dev.penstock.artifact.DownloadListener;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.PublishRequest;
import dev.penstock.artifact.VersionChange;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.retention.RetentionPlan.Kept;
import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A retention policy")
class RetentionPolicyTest {
  private static final Duration DAY = Duration.ofDays(1);
  private Shelf shelf;

  @BeforeEach
  void open() throws IOException {
    shelf = new Shelf();
  }

  private static RetentionPolicy policy(Consumer<RetentionRuleBuilder> rule) {
    return RetentionPolicy.builder("policy").rule("rule", rule).build();
  }

  /** What a rule selects; the newest is spared unless said otherwise. */
  private List<String> selects(Consumer<RetentionRuleBuilder> rule) throws IOException {
    return going(shelf.plan(policy(rule)));
  }

  private void fiveDays() throws IOException {
    for (int i = 1; i <= 5; i++) {
      shelf.publish(i + ".0", "x".repeat(i)).after(DAY);
    }
  }

  @Test
  @Covers("AP-032")
  @DisplayName("selects by count, age, last download and protects by predicate, always as a plan")
  void rules() throws IOException {
    fiveDays(); // the ages are now 5, 4, 3, 2 and 1 days
    assertEquals(
        List.of("1.0", "2.0", "3.0"), selects(rule -> rule.beyondNewest(2, Grouping.PACKAGE)));
    assertEquals(
        List.of("1.0", "2.0", "3.0"), selects(rule -> rule.olderThan(DAY.multipliedBy(3))));
    shelf.download("2.0");
    assertEquals(List.of("1.0", "3.0"), selects(rule -> rule.unusedFor(DAY.multipliedBy(3))));
    RetentionPolicy protecting =
        RetentionPolicy.builder("policy")
            .rule("rule", rule -> rule.beyondNewest(2, Grouping.PACKAGE))
            .protect("long-term", one -> one.version().coordinates().version().equals("2.0"))
            .build();
    RetentionPlan plan = shelf.plan(protecting);
    assertEquals(List.of("1.0", "3.0"), going(plan));
    assertEquals(
        List.of(new Kept(APP.version("2.0"), "rule: beyond the newest 2", "long-term")),
        plan.kept());
    assertEquals(5, shelf.versions().size(), "a plan is a dry run");
  }

  @Test
  @Covers("AP-032")
  @DisplayName("keeps the newest of each package, each branch and each status")
  void groups() throws IOException {
    PackageCoordinates other = PackageCoordinates.generic("acme", "other");
    for (int i = 1; i <= 4; i++) {
      String branch = i % 2 == 0 ? "main" : "fix";
      shelf
          .publish(
              shelf.repository,
              PublishRequest.of(APP.version(i + ".0"), "a.bin").mark("branch", branch),
              "app" + i)
          .publish(other, i + ".0", "other" + i)
          .after(DAY);
    }
    shelf.status("3.0", VersionStatus.UNLISTED).status("1.0", VersionStatus.UNLISTED);
    RetentionPlan byPackage = shelf.plan(policy(rule -> rule.beyondNewest(3, Grouping.PACKAGE)));
    assertEquals(
        List.of("generic/acme/app/1.0", "generic/acme/other/1.0"),
        byPackage.removals().stream().map(removal -> removal.version().toString()).toList());
    assertEquals(
        List.of("1.0", "2.0"),
        selects(
            rule -> rule.packages("generic/acme/app").beyondNewest(1, Grouping.mark("branch"))));
    assertEquals(
        List.of("1.0", "2.0"),
        selects(rule -> rule.packages("generic/acme/app").beyondNewest(1, Grouping.STATUS)));
    shelf.status("2.0", VersionStatus.ARCHIVED);
    assertEquals(
        List.of("1.0"),
        selects(rule -> rule.packages("generic/acme/app").beyondNewest(1, Grouping.STATUS)));
  }

  @Test
  @DisplayName("selects by package, version, status and size, and asks all conditions of a rule")
  void scopes() throws IOException {
    fiveDays();
    shelf.publish("6.0-SNAPSHOT", "snapshot").after(DAY);
    shelf.status("2.0", VersionStatus.UNLISTED).status("3.0", VersionStatus.ARCHIVED);
    shelf.publish(PackageCoordinates.generic("other", "tool"), "1.0", "x").after(DAY);
    assertEquals(
        List.of("1.0"),
        selects(rule -> rule.packages("generic/*/app").versions("1.*").everything()));
    assertEquals(List.of(), selects(rule -> rule.packages("generic/none/**").everything()));
    assertEquals(
        List.of("2.0"), selects(rule -> rule.statuses(VersionStatus.UNLISTED).everything()));
    assertEquals(
        List.of("2.0", "3.0"),
        selects(
            rule -> rule.statuses(VersionStatus.UNLISTED, VersionStatus.ARCHIVED).everything()));
    assertEquals(List.of("4.0", "5.0"), selects(rule -> rule.versions("*.0").largerThan(3)));
    assertEquals(
        List.of("4.0"),
        selects(rule -> rule.versions("*.0").largerThan(3).olderThan(DAY.multipliedBy(4))));
    // from the newest on 5 + 4 + 3 bytes; 2.0 is the first with which they are more than 12
    assertEquals(
        List.of("1.0", "2.0"),
        selects(
            rule ->
                rule.packages("generic/acme/app")
                    .versions("*.0")
                    .beyondBytes(12, Grouping.PACKAGE)));
  }

  @Test
  @DisplayName("measures ages to the nanosecond, and those of downloads too")
  void edges() throws IOException {
    shelf.publish("1.0", "x").publish("2.0", "y").after(DAY.minusNanos(1));
    assertEquals(List.of(), selects(rule -> rule.olderThan(DAY)));
    assertEquals(List.of(), selects(rule -> rule.unusedFor(DAY)));
    shelf.after(Duration.ofNanos(1));
    assertEquals(List.of("1.0"), selects(rule -> rule.olderThan(DAY)));
    assertEquals(List.of("1.0"), selects(rule -> rule.unusedFor(DAY)));
  }

  @Test
  @Covers("AP-032")
  @DisplayName("knows the age of a snapshot's builds, and that of the snapshot by its newest one")
  void snapshots() throws IOException {
    for (int build = 1; build <= 3; build++) {
      String version = "1.0-2026010" + build + ".000000-" + build;
      PublishRequest request = PublishRequest.of(APP.version(version), "a.bin").unfinished();
      shelf.publish(shelf.repository, request, version);
      shelf.repository.follow(APP.version("1.0-SNAPSHOT"), APP.version(version));
      shelf.after(DAY);
    }
    shelf.publish("0.9", "x");
    List<String> old = List.of("1.0-20260101.000000-1", "1.0-20260102.000000-2");
    Consumer<RetentionRuleBuilder> aged = rule -> rule.versions("1.0*").olderThan(DAY.plusNanos(1));
    assertEquals(old, selects(aged));
    assertEquals(old, selects(rule -> rule.versions("1.0*").unusedFor(DAY.plusNanos(1))));
    assertEquals(
        old,
        selects(
            rule ->
                rule.statuses(VersionStatus.UNLISTED)
                    .olderThan(Duration.ZERO)
                    .beyondNewest(1, Grouping.PACKAGE)));
    shelf.repository.follow(APP.version("1.0-SNAPSHOT"), APP.version("1.0-20260103.000000-3"));
    assertEquals(old, selects(aged), "the same build again is nothing new");
  }

  @Test
  @DisplayName("never calls old or unused what was not published yet")
  void unfinished() throws IOException {
    shelf.publish(shelf.repository, PublishRequest.of(APP.version("1.0"), "a").unfinished(), "x");
    shelf.after(DAY.multipliedBy(1_000));
    assertEquals(
        List.of(),
        selects(rule -> rule.statuses(VersionStatus.UNFINISHED).olderThan(Duration.ZERO)));
    assertEquals(
        List.of(),
        selects(rule -> rule.statuses(VersionStatus.UNFINISHED).unusedFor(Duration.ZERO)));
    assertEquals(
        List.of("1.0"), selects(rule -> rule.statuses(VersionStatus.UNFINISHED).everything()));
    assertEquals(List.of(), selects(RetentionRuleBuilder::everything), "unless it is named");
  }

  @Test
  @Covers("AP-054")
  @DisplayName("spares the newest published version, by time and by version, unless told")
  void newest() throws IOException {
    PackageCoordinates library = new PackageCoordinates(PackageFormat.MAVEN, "com.acme", "lib");
    for (String version : List.of("1.0", "2.0", "10.0", "1.1", "11.0")) {
      shelf.publish(library, version, version).after(DAY);
    }
    shelf.repository.updateStatus(library, VersionChange.of("11.0"), VersionStatus.UNLISTED);
    RetentionPlan plan = shelf.plan(policy(RetentionRuleBuilder::everything));
    assertEquals(
        List.of("1.0", "11.0", "2.0"), going(plan), "1.1 is the latest, 10.0 the greatest");
    assertEquals(
        List.of("the newest published version", "the newest published version"),
        plan.kept().stream().map(Kept::protection).toList());
    RetentionPolicy all =
        RetentionPolicy.builder("all")
            .rule("rule", RetentionRuleBuilder::everything)
            .alsoNewest()
            .build();
    assertEquals(List.of("1.0", "1.1", "10.0", "11.0", "2.0"), going(shelf.plan(all)));
    shelf.retention.apply(plan, Retention.Reclaimer.LATER);
    assertEquals(List.of(), going(shelf.plan(policy(RetentionRuleBuilder::everything))));
  }

  @Test
  @Covers("AP-054")
  @DisplayName("explains in a table what goes, what stays and why")
  void table() throws IOException {
    fiveDays();
    shelf.publish(
        shelf.domain.createRepository("copies"), PublishRequest.of(APP.version("9"), "a"), "xx");
    RetentionPolicy policy =
        RetentionPolicy.builder("nightly")
            .rule("first", rule -> rule.versions("1.*").olderThan(DAY.multipliedBy(3)).dispose())
            .rule("rest", rule -> rule.unusedFor(Duration.ofHours(36)).largerThan(1))
            .protect("asked for", one -> one.bytes() == 4)
            .build();
    assertEquals(
        """
        Plan of policy nightly for repository releases at 2026-01-06T00:00:00Z
        version               bytes  becomes   why
        generic/acme/app/1.0  1      Disposed  first: published 3 days ago or more
        generic/acme/app/2.0  2      Deleted   rest: not downloaded for PT36H or more, larger than 1 bytes
        generic/acme/app/3.0  3      Deleted   rest: not downloaded for PT36H or more, larger than 1 bytes
        generic/acme/app/4.0         stays     asked for (rest: not downloaded for PT36H or more, larger than 1 bytes)
        3 go, 1 stay protected; 4 bytes are freed, 2 bytes are shared with versions that stay
        """,
        shelf.plan(policy).toString());
  }

  @Test
  @DisplayName("lets the first rule that selects a version decide")
  void order() throws IOException {
    fiveDays();
    RetentionPolicy policy =
        RetentionPolicy.builder("policy")
            .rule("archive", rule -> rule.olderThan(DAY.multipliedBy(3)).archive())
            .rule("delete", rule -> rule.olderThan(DAY.multipliedBy(2)))
            .build();
    assertEquals(
        List.of(
            VersionStatus.ARCHIVED,
            VersionStatus.ARCHIVED,
            VersionStatus.ARCHIVED,
            VersionStatus.DELETED),
        shelf.plan(policy).removals().stream().map(RetentionPlan.Removal::target).toList());
    shelf.retention.apply(shelf.plan(policy), Retention.Reclaimer.LATER);
    assertEquals(
        List.of("1.0", "2.0", "3.0"),
        going(shelf.plan(policy)),
        "what the first rule has archived, the second one deletes");
  }

  @Test
  @DisplayName("reports all faults at once, with what is allowed")
  void faults() {
    RetentionPolicy.Builder builder =
        RetentionPolicy.builder("")
            .rule("a", rule -> rule.packages("[").olderThan(Duration.ofDays(-1)))
            .rule("b", rule -> {})
            .rule("c", rule -> rule.everything().largerThan(-1))
            .rule("d", rule -> rule.largerThan(1).largerThan(2).statuses())
            .rule("e", rule -> rule.everything().archive().statuses(VersionStatus.DISPOSED))
            .protect("x".repeat(101), one -> true);
    List<String> faults =
        assertThrows(InvalidDefinitionException.class, builder::build).diagnostics().stream()
            .map(fault -> fault.path() + ": " + fault.found() + "; " + fault.allowed())
            .toList();
    assertEquals(10, faults.size(), faults::toString);
    assertEquals(
        "name: a name of 0 characters; 1 to 100 characters, no control characters", faults.get(0));
    assertEquals("rules[0].olderThan: PT-24H; 0 or more", faults.get(2));
    assertEquals("rules[2].largerThan: -1; 0 or more", faults.get(3));
    assertEquals(
        "rules[3]: a second condition \"larger than 2 bytes\"; one of a kind", faults.get(4));
    assertEquals("rules[3].statuses: no status; 1 or more", faults.get(5));
    assertEquals(
        "protections[0].name: a name of 101 characters; 1 to 100 characters, no control characters",
        faults.get(6));
    assertEquals("rules[1]: no condition; 1 or more conditions, or everything()", faults.get(7));
    assertEquals(
        "rules[2]: everything, and 1 conditions; 1 or more conditions, or everything()",
        faults.get(8));
    assertEquals("rules[4].statuses: [Disposed]; to archive: Published, Unlisted", faults.get(9));
    assertThrows(InvalidDefinitionException.class, () -> RetentionPolicy.builder("empty").build());
  }

  @Test
  @DisplayName("refuses a pattern that matches no package, with what was meant")
  void impossiblePattern() {
    assertEquals(
        "rules[0].packages: \"/generic/**\": a slash in front; allowed: format/namespace/name, such"
            + " as maven/com.acme/* or npm//app; did you mean \"generic/**\"? [retention.pattern]",
        assertThrows(
                InvalidDefinitionException.class,
                () -> policy(rule -> rule.packages("/generic/**").everything()))
            .diagnostics()
            .get(0)
            .toString());
  }

  @Test
  @DisplayName("tells its faults each time it is built, and makes no policy of what is faulty")
  void builtTwice() {
    RetentionPolicy.Builder builder = RetentionPolicy.builder("").rule("a", rule -> {});
    List<String> first =
        assertThrows(InvalidDefinitionException.class, builder::build).diagnostics().stream()
            .map(Object::toString)
            .toList();
    assertEquals(2, first.size());
    assertEquals(
        first,
        assertThrows(InvalidDefinitionException.class, builder::build).diagnostics().stream()
            .map(Object::toString)
            .toList());
  }

  @Test
  @DisplayName("refuses two actions for one rule")
  void twoActions() {
    assertEquals(
        List.of(
            "rules[0]: both dispose() and archive(); allowed: one of them, or neither to delete"
                + " [retention.action]"),
        assertThrows(
                InvalidDefinitionException.class,
                () -> policy(rule -> rule.everything().dispose().archive()))
            .diagnostics()
            .stream()
            .map(Object::toString)
            .toList());
    policy(rule -> rule.everything().dispose().dispose());
  }

  private static Retention retention(Shelf shelf, DownloadTimes looked, DownloadListener told) {
    return new Retention(
        Domain.builder("acme", shelf.catalogue, shelf.content, () -> shelf.now)
            .downloads(told)
            .build(),
        looked,
        () -> shelf.now);
  }

  private static final RetentionPolicy UNUSED =
      RetentionPolicy.builder("unused").rule("unused", rule -> rule.unusedFor(DAY)).build();

  @Test
  @DisplayName("asks for no downloads of a domain that does not record them where it looks")
  void unrecorded() throws IOException {
    DownloadTimes right = DownloadTimes.of(shelf.catalogue, "acme");
    DownloadTimes other = DownloadTimes.of(shelf.catalogue, "acne");
    DownloadTimes elsewhere = DownloadTimes.of(new InMemoryCatalogue(), "acme");
    String start = "policy unused asks for downloads by unusedFor, but ";
    assertEquals(
        start
            + "domain acme does not record downloads; build it with"
            + " Domain.builder(...).downloads(downloads)",
        refusal(retention(shelf, right, DownloadListener.NONE)));
    assertEquals(
        start
            + "the download times are those of domain acne; allowed:"
            + " DownloadTimes.of(catalogue, \"acme\")",
        refusal(retention(shelf, other, other)));
    assertEquals(
        start
            + "domain acme records its downloads elsewhere; allowed: the DownloadTimes it was built"
            + " with",
        refusal(retention(shelf, elsewhere, right)));
    retention(shelf, right, (repository, version, at) -> right.downloaded(repository, version, at))
        .plan(shelf.repository, UNUSED);
    retention(shelf, right, DownloadListener.NONE)
        .plan(shelf.repository, policy(rule -> rule.olderThan(DAY)));
  }

  private String refusal(Retention retention) {
    return assertThrows(IllegalStateException.class, () -> retention.plan(shelf.repository, UNUSED))
        .getMessage();
  }

  @Test
  @DisplayName("counts what is older than the recording of downloads from when that began")
  void recordedLater() throws IOException {
    fiveDays();
    DownloadTimes late = DownloadTimes.of(new InMemoryCatalogue(), "acme");
    Retention retention = retention(shelf, late, late);
    assertEquals(List.of(), going(retention.plan(shelf.repository, UNUSED)));
    shelf.after(DAY.minusNanos(1));
    assertEquals(List.of(), going(retention.plan(shelf.repository, UNUSED)));
    shelf.after(Duration.ofNanos(1));
    assertEquals(
        List.of("1.0", "2.0", "3.0", "4.0"), going(retention.plan(shelf.repository, UNUSED)));
    assertEquals(shelf.now.minus(DAY), late.begin(shelf.now), "once and for all");
  }
}
