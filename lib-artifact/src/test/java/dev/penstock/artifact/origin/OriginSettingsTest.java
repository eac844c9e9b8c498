package dev.penstock.artifact.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.origin.OriginControls.Control;
import dev.penstock.artifact.origin.Restriction.Mode;
import dev.penstock.artifact.origin.RestrictionChange.Outcome;
import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The origin settings of a domain")
class OriginSettingsTest {
  private static final PackageCoordinates UI =
      new PackageCoordinates(PackageFormat.NPM, "acme", "ui");
  private static final PackagePattern ACME = PackagePattern.parse("/npm/acme/*");

  private final InMemoryCatalogue catalogue = new InMemoryCatalogue();
  private final OriginSettings settings = new OriginSettings(catalogue, "acme");

  /** What another process sees. */
  private PackageGroups reopened() throws IOException {
    return new OriginSettings(catalogue, "acme").groups();
  }

  private static Set<String> listed(
      Map<OriginType, Map<Outcome, SortedSet<String>>> outcome, OriginType type, Outcome which) {
    return outcome.getOrDefault(type, Map.of()).getOrDefault(which, new TreeSet<>());
  }

  @Test
  @Covers({"A-115", "A-127"})
  @DisplayName("keep groups, each change whole and at once")
  void groups() throws IOException {
    assertEquals(PackageGroups.ALLOWING, settings.groups());
    settings.createGroup(PackageGroup.of(ACME).withTexts("me", "what we make"));
    assertEquals(
        PackageGroups.ALLOWING.with(PackageGroup.of(ACME).withTexts("me", "what we make")),
        reopened());
    assertThrows(ArtifactException.class, () -> settings.createGroup(PackageGroup.of(ACME)));
    assertThrows(
        ArtifactException.class,
        () -> settings.createGroup(PackageGroup.of(PackagePattern.ROOT)),
        "the root always exists");
    settings.deleteGroup(ACME);
    assertEquals(PackageGroups.ALLOWING, reopened());
    assertThrows(ArtifactException.class, () -> settings.deleteGroup(ACME));
    assertThrows(ArtifactException.class, () -> settings.deleteGroup(PackagePattern.ROOT));
  }

  @Test
  @Covers("A-129")
  @DisplayName("change a group's texts apart from what it says, and never its pattern")
  void updates() throws IOException {
    settings.createGroup(PackageGroup.of(ACME));
    settings.updateOrigins(ACME, Map.of(OriginType.PUBLISH, RestrictionChange.to(Mode.BLOCK)));
    PackageGroup group = settings.updateGroup(ACME, "you", "other");
    assertEquals("you", group.contactInfo());
    assertEquals("other", group.description());
    assertEquals(Mode.BLOCK, group.restriction(OriginType.PUBLISH).mode());
    settings.updateOrigins(ACME, Map.of(OriginType.PUBLISH, RestrictionChange.to(Mode.ALLOW)));
    PackageGroup after = reopened().group(ACME).orElseThrow();
    assertEquals("you", after.contactInfo());
    assertEquals(Mode.ALLOW, after.restriction(OriginType.PUBLISH).mode());
    assertEquals(Mode.INHERIT, after.restriction(OriginType.EXTERNAL_UPSTREAM).mode());
    PackagePattern none = PackagePattern.parse("/npm/none/*");
    assertThrows(ArtifactException.class, () -> settings.updateGroup(none, "", ""));
    assertThrows(ArtifactException.class, () -> settings.updateOrigins(none, Map.of()));
    assertThrows(
        InvalidDefinitionException.class,
        () ->
            settings.updateOrigins(
                PackagePattern.ROOT,
                Map.of(OriginType.PUBLISH, RestrictionChange.to(Mode.INHERIT))));
  }

  @Test
  @Covers("A-123")
  @DisplayName("tell which repositories came into a list and which left it")
  void lists() throws IOException {
    settings.createGroup(PackageGroup.of(ACME));
    var first =
        settings.updateOrigins(
            ACME,
            Map.of(
                OriginType.PUBLISH,
                RestrictionChange.to(Mode.ALLOW_SPECIFIC_REPOSITORIES).adding("a", "b"),
                OriginType.INTERNAL_UPSTREAM,
                RestrictionChange.keepingMode().adding("c")));
    assertEquals(Set.of("a", "b"), listed(first, OriginType.PUBLISH, Outcome.ADDED));
    assertEquals(Set.of("c"), listed(first, OriginType.INTERNAL_UPSTREAM, Outcome.ADDED));
    var second =
        settings.updateOrigins(
            ACME,
            Map.of(
                OriginType.PUBLISH,
                new RestrictionChange(Optional.empty(), Set.of("b", "d"), Set.of("a", "x"))));
    assertEquals(Set.of("d"), listed(second, OriginType.PUBLISH, Outcome.ADDED));
    assertEquals(Set.of("a"), listed(second, OriginType.PUBLISH, Outcome.REMOVED));
    assertEquals(
        new Restriction(Mode.ALLOW_SPECIFIC_REPOSITORIES, new TreeSet<>(Set.of("b", "d"))),
        reopened().group(ACME).orElseThrow().restriction(OriginType.PUBLISH));
    assertThrows(
        IllegalArgumentException.class,
        () -> RestrictionChange.keepingMode().adding("a").removing("a"));
  }

  @Test
  @Covers("A-100")
  @DisplayName("keep both controls of a package in a repository together")
  void controls() throws IOException {
    assertEquals(Optional.empty(), settings.snapshot("r", UI).controls());
    OriginControls controls = new OriginControls(Control.BLOCK, Control.ALLOW);
    assertTrue(catalogue.commit(settings.snapshot("r", UI).changedTo(controls)));
    assertEquals(
        Optional.of(controls), new OriginSettings(catalogue, "acme").snapshot("r", UI).controls());
    assertEquals(Optional.empty(), settings.snapshot("s", UI).controls());
    assertFalse(settings.snapshot("r", UI).decide(OriginType.PUBLISH).isAllowed());
    assertTrue(settings.snapshot("r", UI).decide(OriginType.EXTERNAL_UPSTREAM).isAllowed());
    assertTrue(catalogue.commit(settings.snapshot("r", UI).changedTo(null)));
    assertEquals(Optional.empty(), settings.snapshot("r", UI).controls());
    assertTrue(catalogue.commit(settings.snapshot("s", UI).changedTo(controls)));
    settings.forget("s");
    assertEquals(Optional.empty(), settings.snapshot("s", UI).controls());
  }

  @Test
  @Covers("A-127")
  @DisplayName("refuse a commit that was decided by other settings")
  void snapshots() throws IOException {
    OriginSnapshot before = settings.snapshot("r", UI);
    assertTrue(catalogue.commit(before.unchanged()));
    settings.createGroup(PackageGroup.of(ACME));
    assertFalse(catalogue.commit(before.unchanged()));
    assertFalse(catalogue.commit(before.changedTo(OriginControls.OPEN)));
    OriginSnapshot next = settings.snapshot("r", UI);
    assertTrue(catalogue.commit(settings.snapshot("r", UI).changedTo(OriginControls.OPEN)));
    assertFalse(catalogue.commit(next.unchanged()));
  }
}
