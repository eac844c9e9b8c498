package dev.penstock.artifact.quarantine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.artifact.License;
import dev.penstock.artifact.Origin;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.Review;
import dev.penstock.artifact.VersionDescription;
import dev.penstock.artifact.VersionFilter;
import dev.penstock.artifact.VersionFilter.Subject;
import dev.penstock.artifact.VersionMetadata;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.VersionVerdict;
import dev.penstock.artifact.VersionVerdict.Decision;
import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Rules about versions")
class VersionRulesTest {
  private static final Instant PUBLISHED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration WEEK = Duration.ofDays(7);

  private static VersionDescription version(
      String name, String version, Origin.Type origin, String... licenses) {
    return new VersionDescription(
        new PackageCoordinates(PackageFormat.NPM, "", name).version(version),
        VersionStatus.PUBLISHED,
        "revision",
        Optional.of(PUBLISHED),
        new Origin(origin, "somewhere"),
        VersionMetadata.EMPTY.withLicenses(
            Arrays.stream(licenses).map(license -> new License(license, "")).toList()),
        new TreeMap<>());
  }

  private static VersionVerdict judge(VersionFilter filter, VersionDescription version) {
    return judge(filter, version, Duration.ZERO);
  }

  private static VersionVerdict judge(
      VersionFilter filter, VersionDescription version, Duration age) {
    return filter.judge(new Subject("releases", version, Optional.empty(), PUBLISHED.plus(age)));
  }

  private static VersionVerdict judgeReleased(VersionFilter filter, VersionDescription version) {
    Review review =
        new Review(
            version.coordinates(),
            Review.State.RELEASED,
            "sam",
            "fine",
            "revision",
            Optional.empty(),
            PUBLISHED);
    return filter.judge(new Subject("releases", version, Optional.of(review), PUBLISHED));
  }

  @Test
  @Covers("AP-053")
  @DisplayName(
      "hide or block what is too young, to the nanosecond, and say from when it is allowed")
  void minimumAge() {
    VersionDescription version = version("left-pad", "1.0.0", Origin.Type.EXTERNAL);
    VersionFilter hiding = VersionRules.builder().minimumAge(WEEK, Decision.HIDE).build();
    VersionFilter blocking = VersionRules.builder().minimumAge(WEEK, Decision.BLOCK).build();
    String reason = "published 2026-01-01T00:00:00Z, allowed from 2026-01-08T00:00:00Z on";
    assertEquals(VersionVerdict.hide(reason), judge(hiding, version, WEEK.minusNanos(1)));
    assertEquals(VersionVerdict.block(reason), judge(blocking, version, WEEK.minusNanos(1)));
    assertEquals(VersionVerdict.ALLOW, judge(hiding, version, WEEK));
    assertEquals(VersionVerdict.ALLOW, judge(blocking, version, WEEK));
    VersionFilter external =
        VersionRules.builder().minimumAge(WEEK, Decision.HIDE, Origin.Type.EXTERNAL).build();
    assertEquals(VersionVerdict.hide(reason), judge(external, version));
    assertEquals(
        VersionVerdict.ALLOW, judge(external, version("left-pad", "1.0.0", Origin.Type.INTERNAL)));
    Instant last = Instant.MAX.minus(WEEK);
    for (Instant claimed : List.of(last, last.plusNanos(1), Instant.MAX)) {
      assertEquals(
          VersionVerdict.hide("published " + claimed + ", allowed from " + Instant.MAX + " on"),
          judge(hiding, published(version, Optional.of(claimed))));
    }
    assertEquals(
        VersionVerdict.hide("when it was published is not known"),
        judge(external, published(version, Optional.empty()), WEEK.multipliedBy(100)));
  }

  private static VersionDescription published(VersionDescription version, Optional<Instant> at) {
    return new VersionDescription(
        version.coordinates(),
        version.status(),
        version.revision(),
        at,
        version.origin(),
        version.metadata(),
        version.marks());
  }

  @Test
  @Covers("AP-053")
  @DisplayName("block what a pattern denies, and what no pattern allows")
  void patterns() {
    VersionFilter denying =
        VersionRules.builder().deny("npm//event-*", "3.3.6", "steals wallets").build();
    Origin.Type origin = Origin.Type.EXTERNAL;
    assertEquals(
        VersionVerdict.block("denied: steals wallets"),
        judge(denying, version("event-stream", "3.3.6", origin)));
    assertEquals(VersionVerdict.ALLOW, judge(denying, version("event-stream", "3.3.7", origin)));
    assertEquals(VersionVerdict.ALLOW, judge(denying, version("stream", "3.3.6", origin)));
    VersionFilter allowing = VersionRules.builder().allowOnly("npm//a*", "npm//b*").build();
    assertEquals(VersionVerdict.ALLOW, judge(allowing, version("abc", "1.0.0", origin)));
    assertEquals(VersionVerdict.ALLOW, judge(allowing, version("bcd", "1.0.0", origin)));
    assertEquals(
        VersionVerdict.block("not among the packages that are allowed"),
        judge(allowing, version("cde", "1.0.0", origin)));
  }

  @Test
  @Covers("AP-053")
  @DisplayName("block licences that are denied or not allowed, and judge those that name none")
  void licenses() {
    VersionFilter filter =
        VersionRules.builder()
            .licenses(Set.of("MIT", "Apache-2.0"), List.of(), Decision.HIDE)
            .build();
    Origin.Type origin = Origin.Type.EXTERNAL;
    assertEquals(VersionVerdict.ALLOW, judge(filter, version("a", "1.0.0", origin, "mit")));
    assertEquals(
        VersionVerdict.ALLOW, judge(filter, version("a", "1.0.0", origin, "MIT", "apache-2.0")));
    assertEquals(
        VersionVerdict.block("licences that are not allowed: BSD-2-Clause, ISC"),
        judge(filter, version("a", "1.0.0", origin, "MIT", "ISC", "BSD-2-Clause")));
    assertEquals(
        VersionVerdict.hide("it names no licence"), judge(filter, version("a", "1.0.0", origin)));
    Subject listed =
        new Subject("releases", version("a", "1.0.0", origin), Optional.empty(), PUBLISHED, false);
    assertEquals(VersionVerdict.ALLOW, filter.judge(listed), "not looked at yet");
    VersionFilter denying =
        VersionRules.builder().licenses(List.of(), List.of("AGPL-*"), Decision.ALLOW).build();
    assertEquals(VersionVerdict.ALLOW, judge(denying, version("a", "1.0.0", origin, "MIT")));
    assertEquals(VersionVerdict.ALLOW, judge(denying, version("a", "1.0.0", origin)));
    assertEquals(
        VersionVerdict.block("licences that are not allowed: agpl-3.0-only"),
        judge(denying, version("a", "1.0.0", origin, "agpl-3.0-only")));
  }

  @Test
  @Covers("AP-053")
  @DisplayName(
      "take a licence of which only the address is told for unknown, and for no allowed one")
  void licensesWithoutNames() {
    VersionDescription version = version("a", "1.0.0", Origin.Type.EXTERNAL);
    VersionDescription unnamed = licensed(version, new License("", "https://l.example"));
    VersionDescription both =
        licensed(version, new License("MIT", ""), new License(" ", "https://l.example"));
    VersionVerdict hidden = VersionVerdict.hide("it tells of a licence only where it is");
    VersionFilter denying =
        VersionRules.builder().licenses(List.of(), List.of("AGPL-*"), Decision.HIDE).build();
    assertEquals(hidden, judge(denying, unnamed));
    assertEquals(hidden, judge(denying, both));
    assertEquals(
        VersionVerdict.block("licences that are not allowed: AGPL-3.0-only"),
        judge(denying, licensed(unnamed, new License("AGPL-3.0-only", ""), new License("", "u"))));
    assertEquals(
        VersionVerdict.ALLOW,
        judge(
            VersionRules.builder().licenses(List.of(), List.of("AGPL-*"), Decision.ALLOW).build(),
            unnamed));
    for (Decision unknown : Decision.values()) {
      VersionFilter allowing =
          VersionRules.builder().licenses(List.of("MIT"), List.of(), unknown).build();
      for (VersionDescription one : List.of(unnamed, both)) {
        assertEquals(
            VersionVerdict.block("licences that are not allowed: https://l.example"),
            judge(allowing, one));
      }
    }
  }

  private static VersionDescription licensed(VersionDescription version, License... licenses) {
    return new VersionDescription(
        version.coordinates(),
        version.status(),
        version.revision(),
        version.publishedTime(),
        version.origin(),
        version.metadata().withLicenses(List.of(licenses)),
        version.marks());
  }

  @Test
  @DisplayName("block until a review has released a version")
  void reviewFirst() {
    VersionFilter filter = VersionRules.builder().reviewFirst("npm//a*").build();
    VersionDescription version = version("abc", "1.0.0", Origin.Type.EXTERNAL);
    assertEquals(VersionVerdict.block("no review has released it yet"), judge(filter, version));
    assertEquals(VersionVerdict.ALLOW, judgeReleased(filter, version));
    assertEquals(
        VersionVerdict.ALLOW, judge(filter, version("xyz", "1.0.0", Origin.Type.EXTERNAL)));
  }

  @Test
  @DisplayName("hold in their strictest verdict, with the reasons of all that are as strict")
  void strictest() {
    VersionRules.Builder builder =
        VersionRules.builder()
            .minimumAge(WEEK, Decision.HIDE)
            .licenses(Set.of("MIT"), List.of(), Decision.HIDE)
            .deny("npm//bad", "*", "known to be bad");
    VersionFilter filter = builder.build();
    VersionDescription fine = version("fine", "1.0.0", Origin.Type.EXTERNAL);
    VersionDescription bad = version("bad", "1.0.0", Origin.Type.EXTERNAL);
    assertEquals(
        VersionVerdict.hide(
            "published 2026-01-01T00:00:00Z, allowed from 2026-01-08T00:00:00Z on;"
                + " it names no licence"),
        judge(filter, fine));
    assertEquals(VersionVerdict.block("denied: known to be bad"), judge(filter, bad));
    assertEquals(VersionVerdict.ALLOW, judgeReleased(filter, fine), "a review has looked at it");
    assertEquals(VersionVerdict.block("denied: known to be bad"), judgeReleased(filter, bad));
    VersionFilter exempting = builder.exempt("npm//*").build();
    assertEquals(VersionVerdict.ALLOW, judge(exempting, fine));
    assertEquals(VersionVerdict.block("denied: known to be bad"), judge(exempting, bad));
    assertEquals(VersionVerdict.ALLOW, judge(VersionRules.builder().build(), bad));
  }

  @Test
  @DisplayName("combine verdicts by strictness, whatever their order")
  void verdicts() {
    List<VersionVerdict> all =
        List.of(
            VersionVerdict.ALLOW,
            VersionVerdict.hide("h"),
            VersionVerdict.block("a"),
            VersionVerdict.block("b"));
    for (VersionVerdict one : all) {
      for (VersionVerdict other : all) {
        Decision expected =
            one.decision().compareTo(other.decision()) > 0 ? one.decision() : other.decision();
        assertEquals(expected, one.and(other).decision());
      }
      assertEquals(one, one.and(one));
    }
    assertEquals("a; b", VersionVerdict.block("a").and(VersionVerdict.block("b")).reason());
    assertEquals("b", VersionVerdict.block("").and(VersionVerdict.block("b")).reason());
  }

  @Test
  @DisplayName("refuse patterns that match no package, with what was meant")
  void impossiblePatterns() {
    VersionRules.Builder builder =
        VersionRules.builder()
            .deny("npm/event-stream", "*", "bad")
            .allowOnly("NPM//a", "event-stream")
            .reviewFirst("/npm//a")
            .exempt("/maven/com.acme/*");
    List<String> faults =
        assertThrows(InvalidDefinitionException.class, builder::build).diagnostics().stream()
            .map(fault -> fault.rule() + " " + fault.hint())
            .toList();
    assertEquals(
        List.of(
            "quarantine.packages did you mean \"npm//event-stream\"?",
            "quarantine.packages did you mean \"npm//a\"?",
            "quarantine.packages did you mean \"**/event-stream\"?",
            "quarantine.packages did you mean \"npm//a\"?",
            "quarantine.exempt did you mean \"maven/com.acme/*\"?"),
        faults);
  }

  @Test
  @DisplayName("report all faults at once")
  void faults() {
    VersionRules.Builder builder =
        VersionRules.builder()
            .deny("[", "1", "x".repeat(1_001))
            .allowOnly()
            .minimumAge(Duration.ZERO, Decision.ALLOW)
            .licenses(List.of(), List.of(), Decision.ALLOW)
            .reviewFirst("[");
    List<String> faults =
        assertThrows(InvalidDefinitionException.class, builder::build).diagnostics().stream()
            .map(fault -> fault.rule() + " " + fault.path() + ": " + fault.found())
            .toList();
    assertEquals(7, faults.size(), faults::toString);
    assertEquals("quarantine.reason rules[0].reason: 1001 characters", faults.get(0));
    assertEquals("quarantine.packages rules[0].packages: no pattern", faults.get(2));
    assertEquals("quarantine.age rules[1].age: PT0S", faults.get(3));
    assertEquals("quarantine.decision rules[1].decision: ALLOW", faults.get(4));
  }
}
