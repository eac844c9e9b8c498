package dev.penstock.artifact.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.Arrival;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.origin.Association.Strength;
import dev.penstock.artifact.origin.OriginControls.Control;
import dev.penstock.artifact.origin.Restriction.Mode;
import dev.penstock.conventions.Covers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("Origin rules, against a naive reading of them")
class OriginLawsTest {
  private static final PackageCoordinates UI =
      new PackageCoordinates(PackageFormat.NPM, "acme", "ui");

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of("a", "b", "A", "-", ".", "_", "\u0430", "1", "\u0301")
        .list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .map(pieces -> String.join("", pieces));
  }

  @Provide
  Arbitrary<PackageCoordinates> packages() {
    return Combinators.combine(names().optional(0.6), names())
        .as((scope, name) -> new PackageCoordinates(PackageFormat.NPM, scope.orElse(""), name));
  }

  @Provide
  Arbitrary<PackageGroups> trees() {
    Arbitrary<String> forms =
        Arbitraries.of("/npm/*", "/npm/N~", "/npm/N/*", "/npm/N/M~", "/npm/N/M$");
    return Combinators.combine(forms, names().optional(0.7), names(), modes())
        .as(OriginLawsTest::group)
        .list()
        .ofMaxSize(12)
        .map(
            found -> {
              PackageGroups groups = PackageGroups.ALLOWING;
              for (Optional<PackageGroup> group : found) {
                groups = group.isPresent() ? groups.with(group.get()) : groups;
              }
              return groups;
            });
  }

  private static Arbitrary<Restriction> modes() {
    return Arbitraries.of(Mode.values())
        .map(mode -> new Restriction(mode, new TreeSet<>(Set.of("r"))));
  }

  private static Optional<PackageGroup> group(
      String form, Optional<String> scope, String name, Restriction restriction) {
    String text = form.replace("N", scope.orElse("")).replace("M", name);
    return text.equals("/npm/~") || (text.endsWith("~") && !endsWithWord(text))
        ? Optional.empty()
        : Optional.of(
            PackageGroup.of(PackagePattern.parse(text)).with(OriginType.PUBLISH, restriction));
  }

  private static boolean endsWithWord(String text) {
    return Pattern.compile("[\\p{L}\\p{N}]\\p{M}*~$").matcher(text).find();
  }

  /** A pattern as the page tells it: a regular expression over a path. */
  private static Pattern regex(String pattern) {
    String stem = pattern.substring(0, pattern.length() - 1);
    boolean isNamespace = stem.chars().filter(c -> c == '/').count() == 2;
    return Pattern.compile(
        switch (pattern.charAt(pattern.length() - 1)) {
          case '*' -> Pattern.quote(stem) + ".*";
          case '$' -> Pattern.quote(stem);
          default ->
              Pattern.quote(stem) + "(?![\\p{L}\\p{N}\\p{M}])" + (isNamespace ? "[^/]*/.*" : ".*");
        });
  }

  private static String folded(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      parts.add(part.equals("*") ? part : Folding.fold(part));
    }
    return String.join("/", parts);
  }

  private static String path(PackageCoordinates coordinates) {
    return "/" + coordinates;
  }

  private static Optional<Strength> naive(PackagePattern pattern, PackageCoordinates coordinates) {
    String text = pattern.toString();
    if (regex(text).matcher(path(coordinates)).matches()) {
      return Optional.of(Strength.STRONG);
    }
    String stem = folded(text.substring(0, text.length() - 1));
    return regex(stem + text.charAt(text.length() - 1)).matcher(folded(path(coordinates))).matches()
        ? Optional.of(Strength.WEAK)
        : Optional.empty();
  }

  @Property(seed = "7", tries = 2_000)
  @Covers({"A-114", "A-117"})
  @Label("a pattern matches what its regular expression matches, and weakly what is folded alike")
  void matching(
      @ForAll("trees") PackageGroups groups, @ForAll("packages") PackageCoordinates coordinates) {
    for (PackageGroup group : groups.all()) {
      assertEquals(
          naive(group.pattern(), coordinates),
          group.pattern().match(coordinates),
          group.pattern() + " and " + coordinates);
    }
  }

  @Property(seed = "7", tries = 2_000)
  @Covers({"A-116", "A-118"})
  @Label("a package belongs to the longest pattern that matches it, strongly or weakly")
  void association(
      @ForAll("trees") PackageGroups groups, @ForAll("packages") PackageCoordinates coordinates) {
    Comparator<PackagePattern> narrowness =
        Comparator.comparing((PackagePattern pattern) -> pattern.key().kind())
            .thenComparing(pattern -> folded(pattern.toString()).length())
            .thenComparing(p -> naive(p, coordinates).equals(Optional.of(Strength.STRONG)))
            .thenComparing(Comparator.reverseOrder());
    PackagePattern expected =
        groups.all().stream()
            .map(PackageGroup::pattern)
            .filter(pattern -> naive(pattern, coordinates).isPresent())
            .max(narrowness)
            .orElseThrow();
    assertEquals(
        new Association(expected, naive(expected, coordinates).orElseThrow()),
        groups.associated(coordinates));
  }

  @Property(seed = "7", tries = 1_000)
  @Covers({"A-115", "A-122", "A-128"})
  @Label(
      "the parent is the narrowest wider pattern, and what is not set comes from the nearest above")
  void inheritance(@ForAll("trees") PackageGroups groups) {
    for (PackageGroup group : groups.all()) {
      PackagePattern pattern = group.pattern();
      List<PackagePattern> above =
          groups.all().stream()
              .map(PackageGroup::pattern)
              .filter(other -> covers(other.toString(), pattern.toString()))
              .sorted(
                  Comparator.comparing((PackagePattern p) -> p.key().kind())
                      .thenComparing(p -> p.toString().length())
                      .reversed())
              .toList();
      assertEquals(above.stream().findFirst(), groups.parent(pattern), pattern.toString());
      for (PackageGroup other : groups.all()) {
        assertEquals(
            above.contains(other.pattern()),
            other.pattern().isWiderThan(pattern),
            other.pattern() + " over " + pattern);
      }
      List<PackagePattern> line = new ArrayList<>(List.of(pattern));
      line.addAll(above);
      PackagePattern from =
          line.stream()
              .filter(p -> publish(groups, p).mode() != Mode.INHERIT)
              .findFirst()
              .orElseThrow();
      assertEquals(
          publish(groups, from).mode(),
          groups.effective(pattern, OriginType.PUBLISH).effectiveMode());
      if (!pattern.equals(PackagePattern.ROOT)) {
        PackageGroups less = groups.without(pattern);
        groups
            .children(pattern)
            .forEach(child -> assertEquals(groups.parent(pattern), less.parent(child.pattern())));
      }
    }
  }

  private static Restriction publish(PackageGroups groups, PackagePattern pattern) {
    return groups.group(pattern).orElseThrow().restriction(OriginType.PUBLISH);
  }

  /**
   * Whether one pattern covers all that another does: tried on packages that stand for the rest.
   */
  private static boolean covers(String wide, String narrow) {
    String stem = narrow.substring(0, narrow.length() - 1);
    boolean isNamespace = stem.chars().filter(c -> c == '/').count() == 2;
    List<String> some =
        switch (narrow.charAt(narrow.length() - 1)) {
          case '$' -> List.of(stem);
          case '~' ->
              isNamespace ? List.of(stem + "/q", stem + "-zz/q") : List.of(stem, stem + "-zz");
          default ->
              switch (stem) {
                case "/" -> List.of("/npm//q", "/pypi//q");
                case "/npm/" -> List.of("/npm//q", "/npm/zz/q");
                default -> List.of(stem + "q", stem + "zz");
              };
        };
    return !wide.equals(narrow) && some.stream().allMatch(p -> regex(wide).matcher(p).matches());
  }

  @Property(seed = "7", tries = 1_000)
  @Covers("A-117")
  @Label("folding twice is folding once, and dots, dashes, underscores and case do not matter")
  void folding(@ForAll("names") String name) {
    String once = Folding.fold(name);
    assertEquals(once, Folding.fold(once));
    assertEquals(once, Folding.fold(name.replace('-', '.').replace('_', '-')));
    assertEquals(once, Folding.fold(name.toUpperCase(Locale.ROOT)));
    assertEquals(once, Folding.fold(name.replace("\u0430", "a")));
    assertEquals(once, Folding.fold(name.replace(".", "...")));
  }

  @Example
  @Covers({"A-101", "A-125"})
  @Label("what package or group blocks is blocked, and both must allow: all combinations")
  void combination() {
    for (OriginType type : OriginType.values()) {
      for (Control publish : Control.values()) {
        for (Control upstream : Control.values()) {
          for (Mode mode : Mode.values()) {
            for (String repository : List.of("r", "s")) {
              OriginControls controls = new OriginControls(publish, upstream);
              PackageGroups groups =
                  PackageGroups.ALLOWING.with(
                      PackageGroup.of(PackagePattern.parse("/npm/acme/*"))
                          .with(type, new Restriction(mode, new TreeSet<>(Set.of("r")))));
              Control own = type == OriginType.PUBLISH ? publish : upstream;
              boolean groupAllows =
                  mode == Mode.ALLOW
                      || mode == Mode.INHERIT
                      || (mode == Mode.ALLOW_SPECIFIC_REPOSITORIES && repository.equals("r"));
              OriginDecision decision = OriginRules.decide(type, repository, UI, controls, groups);
              String row = type + " " + controls + " " + mode + " " + repository;
              assertEquals(own == Control.ALLOW && groupAllows, decision.isAllowed(), row);
              assertEquals(decision.isAllowed(), decision.reason().isEmpty(), row);
            }
          }
        }
      }
    }
  }

  @Example
  @Covers({"A-102", "A-103", "A-126"})
  @Label(
      "the first version's way stays open and the other is blocked, unless a group restricts any")
  void initialControls() {
    OriginControls published = new OriginControls(Control.ALLOW, Control.BLOCK);
    OriginControls upstream = new OriginControls(Control.BLOCK, Control.ALLOW);
    assertEquals(published, OriginRules.initial(Arrival.PUBLISHED, UI, PackageGroups.ALLOWING));
    assertEquals(upstream, OriginRules.initial(Arrival.INGESTED, UI, PackageGroups.ALLOWING));
    assertEquals(upstream, OriginRules.initial(Arrival.RETAINED, UI, PackageGroups.ALLOWING));
    assertEquals(
        OriginControls.OPEN, OriginRules.initial(Arrival.COPIED, UI, PackageGroups.ALLOWING));
    for (OriginType type : OriginType.values()) {
      for (Mode mode : List.of(Mode.BLOCK, Mode.ALLOW_SPECIFIC_REPOSITORIES)) {
        PackageGroups own =
            PackageGroups.ALLOWING.with(
                PackageGroup.of(PackagePattern.parse("/npm/acme/*"))
                    .with(type, Restriction.of(mode)));
        PackageGroups root =
            PackageGroups.ALLOWING.with(
                PackageGroup.of(PackagePattern.ROOT).with(type, Restriction.of(mode)));
        for (Arrival arrival : Arrival.values()) {
          assertEquals(OriginControls.OPEN, OriginRules.initial(arrival, UI, own));
          assertEquals(OriginControls.OPEN, OriginRules.initial(arrival, UI, root));
        }
      }
    }
    assertFalse(published.equals(upstream));
    assertTrue(OriginControls.OPEN.publish() == Control.ALLOW);
  }
}
