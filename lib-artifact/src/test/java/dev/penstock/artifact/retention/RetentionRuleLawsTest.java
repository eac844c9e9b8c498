package dev.penstock.artifact.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.artifact.Origin;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.VersionDescription;
import dev.penstock.artifact.VersionMetadata;
import dev.penstock.artifact.VersionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

/** Policies against a naive reading of the same rules, over random packages. */
@Label("A retention rule")
class RetentionRuleLawsTest {
  private static final PackageCoordinates APP = PackageCoordinates.generic("acme", "app");
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final VersionStatus[] STATUSES = {
    VersionStatus.UNFINISHED,
    VersionStatus.PUBLISHED,
    VersionStatus.UNLISTED,
    VersionStatus.ARCHIVED,
    VersionStatus.DISPOSED
  };

  private record Wanted(
      int older, int unused, int larger, int newest, int bytes, boolean byStatus) {
    boolean has(int value) {
      return value >= 0;
    }
  }

  private static RetentionCandidate candidate(Random random, int number) {
    VersionStatus status = STATUSES[random.nextInt(STATUSES.length)];
    Optional<Instant> published =
        status == VersionStatus.UNFINISHED
            ? Optional.empty()
            : Optional.of(NOW.minus(Duration.ofDays(random.nextInt(20))));
    return new RetentionCandidate(
        new VersionDescription(
            APP.version(number % 3 + "." + number),
            status,
            "revision",
            published,
            new Origin(Origin.Type.INTERNAL, "releases"),
            VersionMetadata.EMPTY,
            new TreeMap<>()),
        random.nextInt(6),
        random.nextBoolean()
            ? Optional.of(NOW.minus(Duration.ofDays(random.nextInt(20))))
            : Optional.empty(),
        Optional.empty());
  }

  @Property(tries = 600, seed = "20260101")
  @Label("selects what a naive reading selects, whatever the order it is given")
  void naive(@ForAll long seed) {
    Random random = new Random(seed);
    List<RetentionCandidate> all = new ArrayList<>();
    int count = random.nextInt(25);
    for (int i = 0; i < count; i++) {
      all.add(candidate(random, i));
    }
    Wanted wanted =
        new Wanted(
            random.nextInt(20) - 10,
            random.nextInt(20) - 10,
            random.nextInt(12) - 6,
            random.nextInt(8) - 4,
            random.nextInt(20) - 10,
            random.nextBoolean());
    RetentionPolicy policy =
        RetentionPolicy.builder("p").rule("r", rule -> configure(rule, wanted)).build();
    TreeSet<String> expected = new TreeSet<>();
    TreeSet<String> spared = new TreeSet<>();
    for (RetentionCandidate one : all) {
      if (isSelected(one, all, wanted)) {
        (isNewest(one, all) ? spared : expected).add(one.version().coordinates().version());
      }
    }
    Collections.shuffle(all, random);
    PackageVerdict verdict = policy.judge(APP, all, Set.of(), NOW);
    TreeSet<String> going = new TreeSet<>();
    verdict.removals().forEach(removal -> going.add(removal.version().version()));
    TreeSet<String> kept = new TreeSet<>();
    verdict.kept().forEach(one -> kept.add(one.version().version()));
    assertEquals(expected, going);
    assertEquals(spared, kept);
  }

  private static void configure(RetentionRuleBuilder rule, Wanted wanted) {
    Grouping grouping = wanted.byStatus() ? Grouping.STATUS : Grouping.PACKAGE;
    rule.statuses(STATUSES).versions("[01].*");
    boolean isAny = false;
    if (wanted.has(wanted.older())) {
      rule.olderThan(Duration.ofDays(wanted.older()));
      isAny = true;
    }
    if (wanted.has(wanted.unused())) {
      rule.unusedFor(Duration.ofDays(wanted.unused()));
      isAny = true;
    }
    if (wanted.has(wanted.larger())) {
      rule.largerThan(wanted.larger());
      isAny = true;
    }
    if (wanted.has(wanted.newest())) {
      rule.beyondNewest(wanted.newest(), grouping);
      isAny = true;
    }
    if (wanted.has(wanted.bytes())) {
      rule.beyondBytes(wanted.bytes(), grouping);
      isAny = true;
    }
    if (!isAny) {
      rule.everything();
    }
  }

  private static boolean isInScope(RetentionCandidate one) {
    return !one.version().coordinates().version().startsWith("2");
  }

  private static boolean isSelected(
      RetentionCandidate one, List<RetentionCandidate> all, Wanted wanted) {
    Optional<Instant> published = one.version().publishedTime();
    Optional<Instant> used = one.lastDownload();
    if (published.isPresent() && (used.isEmpty() || used.get().isBefore(published.get()))) {
      used = published;
    }
    int newer = 0;
    long bytes = one.bytes();
    for (RetentionCandidate other : all) {
      boolean isSameGroup =
          !wanted.byStatus() || other.version().status() == one.version().status();
      if (isInScope(other) && isSameGroup && isNewer(other, one)) {
        newer++;
        bytes += other.bytes();
      }
    }
    return isInScope(one)
        && (!wanted.has(wanted.older()) || isDaysAgo(published, wanted.older()))
        && (!wanted.has(wanted.unused()) || isDaysAgo(used, wanted.unused()))
        && (!wanted.has(wanted.larger()) || one.bytes() > wanted.larger())
        && (!wanted.has(wanted.newest()) || newer >= wanted.newest())
        && (!wanted.has(wanted.bytes()) || bytes > wanted.bytes());
  }

  private static boolean isDaysAgo(Optional<Instant> time, int days) {
    return time.isPresent() && !time.get().isAfter(NOW.minus(Duration.ofDays(days)));
  }

  private static boolean isNewer(RetentionCandidate first, RetentionCandidate second) {
    Instant time = first.version().publishedTime().orElse(Instant.MIN);
    Instant otherTime = second.version().publishedTime().orElse(Instant.MIN);
    return time.equals(otherTime)
        ? first
                .version()
                .coordinates()
                .version()
                .compareTo(second.version().coordinates().version())
            > 0
        : time.isAfter(otherTime);
  }

  /** Published last, or the greatest by number. */
  private static boolean isNewest(RetentionCandidate one, List<RetentionCandidate> all) {
    if (one.version().status() != VersionStatus.PUBLISHED) {
      return false;
    }
    boolean isLatest = true;
    boolean isGreatest = true;
    for (RetentionCandidate other : all) {
      if (other.version().status() == VersionStatus.PUBLISHED && !other.equals(one)) {
        isLatest &= !isNewer(other, one);
        isGreatest &= number(other) < number(one);
      }
    }
    return isLatest || isGreatest;
  }

  private static int number(RetentionCandidate one) {
    String version = one.version().coordinates().version();
    int dot = version.indexOf('.');
    return Integer.parseInt(version.substring(0, dot)) * 1_000
        + Integer.parseInt(version.substring(dot + 1));
  }
}
