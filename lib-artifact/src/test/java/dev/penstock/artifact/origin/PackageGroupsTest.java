package dev.penstock.artifact.origin;

import static dev.penstock.artifact.origin.Association.Strength.STRONG;
import static dev.penstock.artifact.origin.Association.Strength.WEAK;
import static dev.penstock.artifact.origin.OriginType.EXTERNAL_UPSTREAM;
import static dev.penstock.artifact.origin.OriginType.INTERNAL_UPSTREAM;
import static dev.penstock.artifact.origin.OriginType.PUBLISH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.origin.Restriction.Mode;
import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The package groups of a domain")
class PackageGroupsTest {

  private static PackagePattern pattern(String text) {
    return PackagePattern.parse(text);
  }

  private static PackageGroups groups(String... patterns) {
    PackageGroups groups = PackageGroups.ALLOWING;
    for (String text : patterns) {
      groups = groups.with(PackageGroup.of(pattern(text)));
    }
    return groups;
  }

  private static Association npm(PackageGroups groups, String namespace, String name) {
    return groups.associated(new PackageCoordinates(PackageFormat.NPM, namespace, name));
  }

  private static Restriction only(String... repositories) {
    return new Restriction(Mode.ALLOW_SPECIFIC_REPOSITORIES, new TreeSet<>(Set.of(repositories)));
  }

  @Test
  @Covers("A-115")
  @DisplayName(
      "form a tree below a root that is always there, may be edited, and allows everything")
  void tree() {
    PackageGroups all =
        groups("/npm/*", "/npm/acme~", "/npm/acme/*", "/npm/acme/ui~", "/npm/acme/ui$", "/pypi/*");
    assertEquals(Optional.empty(), all.parent(PackagePattern.ROOT));
    assertEquals(Optional.of(PackagePattern.ROOT), all.parent(pattern("/npm/*")));
    assertEquals(Optional.of(pattern("/npm/*")), all.parent(pattern("/npm/acme~")));
    assertEquals(Optional.of(pattern("/npm/acme~")), all.parent(pattern("/npm/acme/*")));
    assertEquals(Optional.of(pattern("/npm/acme/*")), all.parent(pattern("/npm/acme/ui~")));
    assertEquals(Optional.of(pattern("/npm/acme/ui~")), all.parent(pattern("/npm/acme/ui$")));
    assertEquals(Optional.of(pattern("/npm/acme/ui~")), all.parent(pattern("/npm/acme/ui-core$")));
    assertEquals(Optional.of(pattern("/npm/acme/*")), all.parent(pattern("/npm/acme/uix$")));
    assertEquals(Optional.of(pattern("/npm/acme~")), all.parent(pattern("/npm/acme-x/*")));
    for (OriginType type : OriginType.values()) {
      assertEquals(Mode.ALLOW, PackageGroups.ALLOWING.effective(PackagePattern.ROOT, type).mode());
    }
    assertThrows(IllegalArgumentException.class, () -> all.without(PackagePattern.ROOT));
    PackageGroup strict =
        PackageGroup.of(PackagePattern.ROOT).with(PUBLISH, Restriction.of(Mode.BLOCK));
    assertEquals(
        Mode.BLOCK, all.with(strict).effective(pattern("/npm/acme/ui$"), PUBLISH).effectiveMode());
    assertThrows(
        InvalidDefinitionException.class,
        () -> PackageGroup.of(PackagePattern.ROOT).with(PUBLISH, Restriction.INHERITED));
  }

  @Test
  @Covers("A-116")
  @DisplayName("give each package one group, the most specific")
  void oneGroup() {
    PackageGroups all =
        groups("/npm/*", "/npm/acme~", "/npm/acme/*", "/npm/acme/ui~", "/npm/acme/ui-core~");
    assertEquals(
        new Association(pattern("/npm/acme/ui-core~"), STRONG), npm(all, "acme", "ui-core-x"));
    assertEquals(new Association(pattern("/npm/acme/ui~"), STRONG), npm(all, "acme", "ui-corex"));
    assertEquals(new Association(pattern("/npm/acme/*"), STRONG), npm(all, "acme", "x"));
    assertEquals(new Association(pattern("/npm/acme~"), STRONG), npm(all, "acme-x", "ui"));
    assertEquals(new Association(pattern("/npm/*"), STRONG), npm(all, "", "ui"));
    assertEquals(
        new Association(PackagePattern.ROOT, STRONG),
        all.associated(PackageCoordinates.generic("acme", "ui")));
    PackageGroups open =
        all.with(PackageGroup.of(pattern("/npm/*")).with(PUBLISH, Restriction.of(Mode.BLOCK)))
            .with(
                PackageGroup.of(pattern("/npm/acme/*")).with(PUBLISH, Restriction.of(Mode.ALLOW)));
    assertTrue(
        decide(open, PUBLISH, "r", "acme", "x").isAllowed(), "only that group's settings apply");
    assertFalse(decide(open, PUBLISH, "r", "acme-x", "x").isAllowed());
  }

  private static OriginDecision decide(
      PackageGroups groups, OriginType type, String repository, String namespace, String name) {
    return OriginRules.decide(
        type,
        repository,
        new PackageCoordinates(PackageFormat.NPM, namespace, name),
        OriginControls.OPEN,
        groups);
  }

  @Test
  @Covers("A-118")
  @DisplayName("block what matches weakly for every origin, until a group names it exactly")
  void weakIsBlocked() {
    PackageGroups all =
        PackageGroups.ALLOWING
            .with(PackageGroup.of(pattern("/npm/*")).with(PUBLISH, Restriction.of(Mode.BLOCK)))
            .with(
                PackageGroup.of(pattern("/npm//anycompany-spicy-client$"))
                    .with(PUBLISH, Restriction.of(Mode.ALLOW))
                    .with(EXTERNAL_UPSTREAM, Restriction.of(Mode.BLOCK))
                    .with(INTERNAL_UPSTREAM, Restriction.of(Mode.BLOCK)));
    assertEquals(
        new Association(pattern("/npm//anycompany-spicy-client$"), WEAK),
        npm(all, "", "AnyCompany-spicy-client"));
    for (OriginType type : OriginType.values()) {
      assertFalse(decide(all, type, "r", "", "AnyCompany-spicy-client").isAllowed(), type.name());
      assertTrue(
          decide(all, type, "r", "", "AnyCompany-spicy-client").reason().contains("looks like"));
    }
    assertTrue(decide(all, PUBLISH, "r", "", "anycompany-spicy-client").isAllowed());
    assertTrue(decide(all, EXTERNAL_UPSTREAM, "r", "", "other").isAllowed());
    PackageGroups exact =
        all.with(
            PackageGroup.of(pattern("/npm//AnyCompany-spicy-client$"))
                .with(PUBLISH, Restriction.of(Mode.ALLOW)));
    assertEquals(STRONG, npm(exact, "", "AnyCompany-spicy-client").strength());
    assertTrue(decide(exact, PUBLISH, "r", "", "AnyCompany-spicy-client").isAllowed());
    assertEquals(STRONG, npm(exact, "", "anycompany-spicy-client").strength());
  }

  @Test
  @Covers({"A-116", "A-118"})
  @DisplayName("take a package that looks like one of a longer pattern from a shorter one")
  void weakIsLonger() {
    PackageGroups all = groups("/npm//foo~").with(PackageGroup.of(pattern("/npm//foo.bar~")));
    assertEquals(new Association(pattern("/npm//foo.bar~"), WEAK), npm(all, "", "foo-bar-baz"));
    assertEquals(new Association(pattern("/npm//foo.bar~"), STRONG), npm(all, "", "foo.bar-baz"));
    assertEquals(new Association(pattern("/npm//foo~"), STRONG), npm(all, "", "foo-baz"));
  }

  @Test
  @Covers("A-119")
  @DisplayName("tell patterns apart by case")
  void caseSensitive() {
    PackageGroups all =
        groups("/npm//AsyncStorage$").with(PackageGroup.of(pattern("/npm//asyncstorage$")));
    assertEquals(3, all.all().size());
    assertEquals(
        new Association(pattern("/npm//AsyncStorage$"), STRONG), npm(all, "", "AsyncStorage"));
    assertEquals(
        new Association(pattern("/npm//asyncstorage$"), STRONG), npm(all, "", "asyncstorage"));
    assertEquals(WEAK, npm(all, "", "ASYNCSTORAGE").strength());
  }

  @Test
  @Covers({"A-121", "A-122"})
  @DisplayName("report mode, effective mode, where it is from, and how many repositories it lists")
  void effective() {
    assertEquals(
        Set.of("PUBLISH", "INTERNAL_UPSTREAM", "EXTERNAL_UPSTREAM"), names(OriginType.values()));
    assertEquals(
        Set.of("ALLOW", "ALLOW_SPECIFIC_REPOSITORIES", "BLOCK", "INHERIT"), names(Mode.values()));
    PackageGroups all =
        groups("/npm/acme/*", "/npm/acme/ui$")
            .with(PackageGroup.of(pattern("/npm/*")).with(PUBLISH, only("a", "b")));
    EffectiveRestriction leaf = all.effective(pattern("/npm/acme/ui$"), PUBLISH);
    assertEquals(Mode.INHERIT, leaf.mode(), "a new group inherits");
    assertEquals(Mode.ALLOW_SPECIFIC_REPOSITORIES, leaf.effectiveMode());
    assertEquals(Optional.of(pattern("/npm/*")), leaf.inheritedFrom(), "the nearest that says so");
    assertEquals(2, leaf.repositoriesCount());
    for (OriginType type : OriginType.values()) {
      assertEquals(Mode.INHERIT, all.effective(pattern("/npm/acme/*"), type).mode());
    }
    EffectiveRestriction own = all.effective(pattern("/npm/*"), PUBLISH);
    assertEquals(Mode.ALLOW_SPECIFIC_REPOSITORIES, own.mode());
    assertEquals(Optional.empty(), own.inheritedFrom());
    EffectiveRestriction other = all.effective(pattern("/npm/acme/ui$"), EXTERNAL_UPSTREAM);
    assertEquals(Mode.ALLOW, other.effectiveMode());
    assertEquals(Optional.of(PackagePattern.ROOT), other.inheritedFrom());
    assertEquals(0, other.repositoriesCount());
    PackageGroups nearer =
        all.with(PackageGroup.of(pattern("/npm/acme/*")).with(PUBLISH, Restriction.of(Mode.BLOCK)));
    assertEquals(Mode.BLOCK, nearer.effective(pattern("/npm/acme/ui$"), PUBLISH).effectiveMode());
    assertThrows(
        IllegalArgumentException.class, () -> all.effective(pattern("/npm/none/*"), PUBLISH));
  }

  private static Set<String> names(Enum<?>[] values) {
    return Set.copyOf(List.of(values).stream().map(Enum::name).toList());
  }

  @Test
  @Covers("A-123")
  @DisplayName("have a list of repositories for each way, inherited with the mode")
  void lists() {
    PackageGroups all =
        groups("/npm/acme/*")
            .with(
                PackageGroup.of(pattern("/npm/*"))
                    .with(PUBLISH, only("a"))
                    .with(INTERNAL_UPSTREAM, only("b")));
    assertTrue(decide(all, PUBLISH, "a", "acme", "x").isAllowed());
    assertFalse(decide(all, PUBLISH, "b", "acme", "x").isAllowed());
    assertTrue(decide(all, INTERNAL_UPSTREAM, "b", "acme", "x").isAllowed());
    assertFalse(decide(all, INTERNAL_UPSTREAM, "a", "acme", "x").isAllowed());
    assertEquals(
        new TreeSet<>(Set.of("a")), all.effective(pattern("/npm/acme/*"), PUBLISH).repositories());
  }

  @Test
  @Covers("A-128")
  @DisplayName("move under the next wider group when theirs is deleted")
  void deletion() {
    PackageGroups all =
        groups("/npm/acme/ui$")
            .with(PackageGroup.of(pattern("/npm/*")).with(PUBLISH, Restriction.of(Mode.ALLOW)))
            .with(
                PackageGroup.of(pattern("/npm/acme/*")).with(PUBLISH, Restriction.of(Mode.BLOCK)));
    assertFalse(decide(all, PUBLISH, "r", "acme", "ui").isAllowed());
    PackageGroups less = all.without(pattern("/npm/acme/*"));
    assertEquals(Optional.of(pattern("/npm/*")), less.parent(pattern("/npm/acme/ui$")));
    assertTrue(decide(less, PUBLISH, "r", "acme", "ui").isAllowed(), "inherited settings change");
    assertEquals(3, less.all().size());
  }

  @Test
  @Covers("A-129")
  @DisplayName("are listed by the beginning of their pattern, and by their parent")
  void listings() {
    PackageGroups all = groups("/npm/*", "/npm/acme/*", "/npm/acme/ui$", "/npm/b/*", "/pypi/*");
    assertEquals(
        List.of(
            pattern("/npm/*"),
            pattern("/npm/acme/*"),
            pattern("/npm/acme/ui$"),
            pattern("/npm/b/*")),
        all.startingWith("/npm/").stream().map(PackageGroup::pattern).toList());
    assertEquals(
        List.of(pattern("/npm/acme/*"), pattern("/npm/b/*")),
        all.children(pattern("/npm/*")).stream().map(PackageGroup::pattern).toList());
    PackageGroup texts = PackageGroup.of(pattern("/npm/*")).withTexts("me", "what");
    assertEquals(new PackageGroup(pattern("/npm/*"), "me", "what", Map.of()), texts);
    assertThrows(InvalidDefinitionException.class, () -> texts.withTexts("x".repeat(1_001), "y"));
    assertEquals(1_000, texts.withTexts("x".repeat(1_000), "y").contactInfo().length());
  }
}
