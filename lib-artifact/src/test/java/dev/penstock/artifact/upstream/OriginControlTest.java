package dev.penstock.artifact.upstream;

import static dev.penstock.artifact.origin.OriginControls.Control.ALLOW;
import static dev.penstock.artifact.origin.OriginControls.Control.BLOCK;
import static dev.penstock.artifact.upstream.World.NPMJS;
import static dev.penstock.artifact.upstream.World.TGZ;
import static dev.penstock.artifact.upstream.World.UI;
import static dev.penstock.artifact.upstream.World.UI_1;
import static dev.penstock.artifact.upstream.World.UI_2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.CopyRequest;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.PackageQuery;
import dev.penstock.artifact.PageRequest;
import dev.penstock.artifact.VersionChange;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionQuery;
import dev.penstock.artifact.origin.Association;
import dev.penstock.artifact.origin.OriginControls;
import dev.penstock.artifact.origin.OriginControls.Control;
import dev.penstock.artifact.origin.OriginType;
import dev.penstock.artifact.origin.PackageGroup;
import dev.penstock.artifact.origin.PackagePattern;
import dev.penstock.artifact.origin.Restriction;
import dev.penstock.artifact.origin.Restriction.Mode;
import dev.penstock.artifact.origin.RestrictionChange;
import dev.penstock.artifact.store.CatalogueKey;
import dev.penstock.conventions.Covers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Origin controls and package groups")
class OriginControlTest {
  private @TempDir Path directory;
  private World world;
  private PackageOrigins origins;

  @BeforeEach
  void open() throws IOException {
    world = new World(directory).repositories("web -> store");
    world.upstreams.links().associate("store", NPMJS);
    origins = world.upstreams.origins();
    world.source.with(UI_1, TGZ, "public");
  }

  private static void refused(Executable call) {
    assertEquals(
        ArtifactException.Kind.CONFLICT, assertThrows(ArtifactException.class, call).kind());
  }

  private static void notFound(Executable call) {
    assertEquals(
        ArtifactException.Kind.NOT_FOUND, assertThrows(ArtifactException.class, call).kind());
  }

  private OriginControls controls(String repository) throws IOException {
    return origins.describe(repository, UI).controls();
  }

  private void put(String repository, Control publish, Control upstream) throws IOException {
    origins.put(repository, UI, new OriginControls(publish, upstream));
  }

  private void group(String pattern, Map<OriginType, RestrictionChange> changes)
      throws IOException {
    PackagePattern parsed = PackagePattern.parse(pattern);
    if (origins.groups().groups().group(parsed).isEmpty()) {
      origins.groups().createGroup(PackageGroup.of(parsed));
    }
    origins.groups().updateOrigins(parsed, changes);
  }

  @Test
  @Covers("A-102")
  @DisplayName("let a package in on the way its first version came, and on no other")
  void defaults() throws IOException {
    world.read("web", UI_1);
    assertEquals(new OriginControls(BLOCK, ALLOW), controls("store"), "ingested");
    assertEquals(new OriginControls(BLOCK, ALLOW), controls("web"), "retained");
    refused(() -> world.publish("web", UI_2, "ours"));
    world.repositories("team");
    world.publish("team", UI_1, "ours");
    assertEquals(new OriginControls(ALLOW, BLOCK), controls("team"), "published");
    world.publish("team", UI_2, "ours");
    assertEquals(new OriginControls(ALLOW, BLOCK), controls("team"), "later ones change nothing");
  }

  @Test
  @Covers({"A-072", "A-107"})
  @DisplayName("close a branch also where another one that is closed made room for it")
  void closedBranches() throws IOException {
    world.repositories("app -> wall gate", "gate -> store", "wall -> w0");
    for (int i = 0; i < 30; i++) {
      world.repositories("w" + i + " -> w" + (i + 1));
    }
    put("wall", ALLOW, BLOCK);
    assertEquals(Set.of("1.0.0"), world.versions("app", UI));
    put("gate", ALLOW, BLOCK);
    assertEquals(Set.of(), world.versions("app", UI));
    notFound(() -> world.read("app", UI_1));
  }

  @Test
  @Covers("A-127")
  @DisplayName("decide by what holds when a version comes in, not by what held just before")
  void lateBlock() throws IOException {
    world.repositories("team");
    world.publish("team", UI_1, "ours");
    for (int i = 1; ; i++) {
      VersionCoordinates next = UI.version("2.0." + i);
      boolean isBlocked = blockedAtReading(i, next);
      world.whenTimeIsRead = () -> {};
      assertEquals(!isBlocked, world.holds("team", next), "at reading " + i + " of the time");
      if (!isBlocked) {
        assertTrue(i > 1, "the time was never read before");
        return;
      }
      group("/npm/acme/*", Map.of(OriginType.PUBLISH, RestrictionChange.to(Mode.ALLOW)));
    }
  }

  /** Publishes, and blocks that while the time is read; false if the version was in by then. */
  private boolean blockedAtReading(int reading, VersionCoordinates version) throws IOException {
    int[] readings = {0};
    boolean[] isBlocked = {false};
    world.whenTimeIsRead =
        () -> {
          if (++readings[0] == reading) {
            try {
              if (!world.holds("team", version)) {
                isBlocked[0] = true;
                group("/npm/acme/*", Map.of(OriginType.PUBLISH, RestrictionChange.to(Mode.BLOCK)));
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    try {
      world.publish("team", version, "ours");
    } catch (ArtifactException e) {
      assertEquals(ArtifactException.Kind.CONFLICT, e.kind());
    }
    return isBlocked[0];
  }

  @Test
  @Covers("A-102")
  @DisplayName("leave a package open that came before there were any")
  void older() throws IOException {
    world.repositories("old");
    world.repository("old").intake().createPackage(UI, List::of);
    assertEquals(OriginControls.OPEN, controls("old"));
    world.publish("old", UI_1, "ours");
    assertEquals(OriginControls.OPEN, controls("old"));
  }

  @Test
  @Covers("A-126")
  @DisplayName("leave a new package open whose group restricts anything, so that the group decides")
  void defaultsUnderGroups() throws IOException {
    group("/npm/acme/*", Map.of(OriginType.EXTERNAL_UPSTREAM, RestrictionChange.to(Mode.BLOCK)));
    world.publish("store", UI_2, "ours");
    assertEquals(OriginControls.OPEN, controls("store"));
    world.read("web", UI_2);
    assertEquals(OriginControls.OPEN, controls("web"));
  }

  @Test
  @Covers({"A-100", "A-104", "A-105"})
  @DisplayName("can be set before there is a package, and are told with it")
  void beforehand() throws IOException {
    assertThrows(ArtifactException.class, () -> controls("store"));
    put("store", ALLOW, BLOCK);
    assertEquals(new OriginControls(ALLOW, BLOCK), controls("store"));
    assertEquals(
        List.of(new PackageControls(UI, new OriginControls(ALLOW, BLOCK))),
        origins.packages("store", PackageQuery.ALL, PageRequest.first()).items());
    assertEquals(
        List.of(),
        world.repository("store").versions(UI, VersionQuery.ALL, PageRequest.first()).items(),
        "a package without versions");
    notFound(() -> world.read("web", UI_1));
    assertEquals(List.of(), world.source.calls);
    world.publish("store", UI_1, "ours");
    assertEquals(new OriginControls(ALLOW, BLOCK), controls("store"), "they are kept");
  }

  @Test
  @Covers("A-101")
  @DisplayName("do not touch versions that are there")
  void stored() throws IOException {
    world.read("web", UI_1);
    put("web", BLOCK, BLOCK);
    put("store", BLOCK, BLOCK);
    assertEquals("public", world.read("web", UI_1));
    assertEquals(Set.of("1.0.0"), world.versions("web", UI));
  }

  @Test
  @Covers({"A-087", "A-106"})
  @DisplayName("refuse to publish what is blocked, or reachable upstream")
  void publishing() throws IOException {
    put("web", BLOCK, ALLOW);
    refused(() -> world.publish("web", UI_2, "ours"));
    put("web", BLOCK, BLOCK);
    refused(() -> world.publish("web", UI_2, "ours"));
    put("web", ALLOW, ALLOW);
    refused(() -> world.publish("web", UI_1, "ours")); // it is in the public source
    world.publish("web", UI_2, "ours");
    put("store", ALLOW, ALLOW);
    var three = UI.version("3.0.0");
    world.publish("store", three, "ours");
    refused(() -> world.publish("web", three, "ours")); // it is in an upstream repository
    put("web", ALLOW, BLOCK);
    world.publish("web", UI_1, "ours");
    world.publish("web", three, "ours");
    assertEquals("ours", world.read("web", UI_1));
  }

  @Test
  @Covers("A-097")
  @DisplayName("let a publish pass while the public source cannot be asked")
  void outage() throws IOException {
    put("store", ALLOW, ALLOW);
    world.source.outage = new IOException("down");
    world.publish("store", UI_1, "ours");
    assertEquals("ours", world.read("store", UI_1));
  }

  @Test
  @Covers("A-107")
  @DisplayName("show only own versions of a package whose upstream is blocked")
  void ownVersions() throws IOException {
    put("web", ALLOW, ALLOW);
    world.publish("web", UI_2, "ours");
    assertEquals(Set.of("1.0.0", "2.0.0"), world.versions("web", UI));
    world.source.calls.clear();
    put("web", ALLOW, BLOCK);
    assertEquals(Set.of("2.0.0"), world.versions("web", UI));
    assertEquals(List.of(), world.source.calls);
  }

  @Test
  @DisplayName("end a branch at a repository that blocks upstream, for those behind it too")
  void branch() throws IOException {
    world.repositories("app -> web");
    world.publish("web", UI_2, "ours");
    assertEquals(new OriginControls(ALLOW, BLOCK), controls("web"));
    assertEquals(Set.of("2.0.0"), world.versions("app", UI));
    notFound(() -> world.read("app", UI_1));
  }

  @Test
  @Covers({"A-124", "A-123"})
  @DisplayName("ask the repository with the connection, the one that keeps, the one published to")
  void whichRepository() throws IOException {
    Mode some = Mode.ALLOW_SPECIFIC_REPOSITORIES;
    group(
        "/npm/acme/*",
        Map.of(
            OriginType.INTERNAL_UPSTREAM, RestrictionChange.to(some).adding("web"),
            OriginType.EXTERNAL_UPSTREAM, RestrictionChange.to(some).adding("store"),
            OriginType.PUBLISH, RestrictionChange.to(some).adding("team")));
    assertEquals("public", world.read("web", UI_1));
    world.repositories("team -> store", "other -> store");
    notFound(() -> world.read("other", UI_1)); // not on the internal list
    refused(() -> world.publish("other", UI_2, "ours"));
    world.publish("team", UI_2, "ours");
    group(
        "/npm/acme/*",
        Map.of(
            OriginType.INTERNAL_UPSTREAM, RestrictionChange.keepingMode().adding("other"),
            OriginType.EXTERNAL_UPSTREAM, RestrictionChange.keepingMode().removing("store")));
    assertEquals("public", world.read("other", UI_1), "it is in store, and other may keep it");
    world.source.with(UI.version("4.0.0"), TGZ, "new");
    notFound(() -> world.read("other", UI.version("4.0.0"))); // store may take in no more
    notFound(() -> world.read("store", UI.version("4.0.0")));
  }

  @Test
  @Covers("A-125")
  @DisplayName("block what either blocks")
  void both() throws IOException {
    put("web", ALLOW, ALLOW);
    put("store", ALLOW, ALLOW);
    group("/npm/acme/*", Map.of(OriginType.EXTERNAL_UPSTREAM, RestrictionChange.to(Mode.BLOCK)));
    notFound(() -> world.read("web", UI_1));
    group("/npm/acme/*", Map.of(OriginType.EXTERNAL_UPSTREAM, RestrictionChange.to(Mode.ALLOW)));
    put("store", ALLOW, BLOCK);
    notFound(() -> world.read("web", UI_1));
    put("store", ALLOW, ALLOW);
    assertEquals("public", world.read("web", UI_1));
  }

  @Test
  @Covers("A-118")
  @DisplayName("block names that only look like those of a group, on every way")
  void lookalikes() throws IOException {
    group(
        "/npm//spicy-client$",
        Map.of(
            OriginType.EXTERNAL_UPSTREAM, RestrictionChange.to(Mode.BLOCK),
            OriginType.PUBLISH, RestrictionChange.to(Mode.ALLOW)));
    var alike = new PackageCoordinates(PackageFormat.NPM, "", "Spicy_Client").version("1.0.0");
    world.source.with(alike, TGZ, "malware");
    refused(() -> world.publish("web", alike, "ours"));
    notFound(() -> world.read("web", alike));
    assertEquals(Set.of(), world.versions("web", alike.of()));
    assertEquals(List.of(), world.source.calls);
  }

  @Test
  @Covers("A-127")
  @DisplayName("hold from the moment they are set: a fetch under way is not kept against them")
  void atOnce() throws IOException {
    try (var in = world.upstreams.client("web").asset(UI_1, TGZ).open()) {
      group("/npm/acme/*", Map.of(OriginType.EXTERNAL_UPSTREAM, RestrictionChange.to(Mode.BLOCK)));
      assertThrows(IOException.class, in::readAllBytes);
    }
    assertTrue(!world.holds("store", UI_1) && !world.holds("web", UI_1));
    origins.groups().deleteGroup(PackagePattern.parse("/npm/acme/*"));
    assertEquals("public", world.read("web", UI_1));
  }

  @Test
  @Covers("A-120")
  @DisplayName("tell to which group a package belongs, and which packages would belong to one")
  void associations() throws IOException {
    world.repositories("team");
    List<PackageCoordinates> names =
        List.of("ui", "ui-core", "uix", "UI").stream()
            .map(name -> new PackageCoordinates(PackageFormat.NPM, "acme", name))
            .toList();
    for (PackageCoordinates coordinates : names) {
      world.publish("team", coordinates.version("9.0.0"), "ours");
      world.publish("web", coordinates.version("9.0.0"), "ours");
    }
    PackagePattern pattern = PackagePattern.parse("/npm/acme/ui~");
    assertThrows(
        ArtifactException.class, () -> origins.associated(pattern, false, PageRequest.first()));
    List<PackageCoordinates> expected = List.of(names.get(3), names.get(0), names.get(1));
    assertEquals(expected, origins.associated(pattern, true, PageRequest.first()).items());
    assertEquals(Optional.empty(), origins.groups().groups().group(pattern), "only looked at");
    origins.groups().createGroup(PackageGroup.of(pattern));
    var first = origins.associated(pattern, false, PageRequest.first(2));
    assertEquals(expected.subList(0, 2), first.items());
    var second = origins.associated(pattern, false, first.next().orElseThrow());
    assertEquals(expected.subList(2, 3), second.items());
    assertEquals(Optional.empty(), second.next());
    assertEquals(
        new Association(pattern, Association.Strength.STRONG),
        origins
            .groups()
            .groups()
            .associated(new PackageCoordinates(PackageFormat.NPM, "acme", "ui-none-yet")));
  }

  @Test
  @Covers("A-128")
  @DisplayName("leave packages alone when their group goes")
  void deletion() throws IOException {
    world.publish("web", UI_2, "ours");
    group("/npm/acme/*", Map.of(OriginType.PUBLISH, RestrictionChange.to(Mode.BLOCK)));
    origins.groups().deleteGroup(PackagePattern.parse("/npm/acme/*"));
    assertEquals("ours", world.read("web", UI_2));
    assertEquals(Restriction.of(Mode.ALLOW), root(OriginType.PUBLISH));
    world.repository("web").delete(UI, VersionChange.of("2.0.0"));
    assertEquals(new OriginControls(ALLOW, BLOCK), controls("web"), "controls outlive versions");
  }

  @Test
  @Covers({"A-103", "A-108"})
  @DisplayName("do not block a copy, and leave a package open that came by one")
  void copy() throws IOException {
    world.repositories("lab", "release");
    world.publish("lab", UI_2, "patched");
    world.repository("release").copyFrom(world.repository("lab"), CopyRequest.of(UI, "2.0.0"));
    assertEquals(OriginControls.OPEN, controls("release"));
    group("/npm/acme/*", Map.of(OriginType.PUBLISH, RestrictionChange.to(Mode.BLOCK)));
    refused(() -> world.publish("release", UI.version("3.0.0"), "ours"));
    group("/npm/acme/*", Map.of(OriginType.PUBLISH, RestrictionChange.to(Mode.ALLOW)));
    world.publish("release", UI.version("3.0.0"), "ours");
    put("web", BLOCK, BLOCK);
    assertEquals(
        Set.of("2.0.0"),
        world
            .repository("web")
            .copyFrom(world.repository("lab"), CopyRequest.of(UI, "2.0.0"))
            .successful()
            .keySet());
    assertEquals("patched", world.read("web", UI_2));
    assertEquals(new OriginControls(BLOCK, BLOCK), controls("web"));
  }

  @Test
  @Covers({"A-066", "A-067"})
  @DisplayName("outlive versions, and go with the package, which may have none")
  void deletedPackage() throws IOException {
    world.publish("web", UI_2, "ours");
    put("web", BLOCK, BLOCK);
    world.repository("web").delete(UI, VersionChange.of("2.0.0"));
    assertEquals(new OriginControls(BLOCK, BLOCK), controls("web"));
    world.repository("web").deletePackage(UI);
    assertThrows(ArtifactException.class, () -> controls("web"));
    assertEquals("public", world.read("web", UI_1), "as if it had never been there");
    assertEquals(new OriginControls(BLOCK, ALLOW), controls("web"));
    world.repository("web").deletePackage(UI);
    put("web", ALLOW, BLOCK);
    world.repository("web").deletePackage(UI);
    assertEquals(List.of(), origins.packages("web", PackageQuery.ALL, PageRequest.first()).items());
  }

  @Test
  @Covers("A-011")
  @DisplayName("go with the repository, as its links do: a new one of its name starts empty")
  void deletedRepository() throws IOException {
    world.repositories("app -> web");
    world.read("web", UI_1);
    assertEquals("public", world.read("app", UI_1));
    world.upstreams.domain().deleteRepository("web");
    assertEquals("public", world.read("app", UI_1), "kept elsewhere");
    for (String left : List.of("upstream-manifests", "origin-controls")) {
      CatalogueKey ofWeb = CatalogueKey.of(left, "acme", "web");
      assertEquals(List.of(), world.catalogue.keys(ofWeb, null, 10), left);
    }
    assertEquals(List.of(), world.upstreams.links().of("app").upstreams());
    world.upstreams.domain().createRepository("web");
    assertEquals(List.of(), world.upstreams.links().of("web").upstreams());
    assertThrows(ArtifactException.class, () -> controls("web"));
    assertTrue(origins.groups().snapshot("web", UI).controls().isEmpty());
    notFound(() -> world.read("web", UI_1));
  }

  @Test
  @Covers("A-042")
  @DisplayName("find packages by what they say")
  void filters() throws IOException {
    put("web", ALLOW, BLOCK);
    var other = new PackageCoordinates(PackageFormat.NPM, "acme", "other");
    origins.put("web", other, new OriginControls(BLOCK, ALLOW));
    assertEquals(List.of(UI), filtered(ALLOW, null));
    assertEquals(List.of(other), filtered(BLOCK, null));
    assertEquals(List.of(UI), filtered(null, BLOCK));
    assertEquals(List.of(), filtered(ALLOW, ALLOW));
    assertEquals(List.of(other, UI), filtered(null, null));
  }

  private List<PackageCoordinates> filtered(@Nullable Control publish, @Nullable Control upstream)
      throws IOException {
    return origins
        .packages("web", PackageQuery.ALL, publish, upstream, PageRequest.first())
        .items()
        .stream()
        .map(PackageControls::coordinates)
        .toList();
  }

  @Test
  @Covers({"AP-010", "AP-049"})
  @DisplayName("keep a public package of an internal name, and a higher version, out")
  void dependencyConfusion() throws IOException {
    world.repositories("team", "app -> team store");
    world.publish("team", UI_2, "ours");
    group("/npm/acme~", Map.of(OriginType.EXTERNAL_UPSTREAM, RestrictionChange.to(Mode.BLOCK)));
    world.source.with(UI.version("99.0.0"), TGZ, "malware");
    assertEquals(Set.of("2.0.0"), world.versions("app", UI));
    assertEquals("ours", world.read("app", UI_2));
    notFound(() -> world.read("app", UI.version("99.0.0")));
    notFound(() -> world.read("store", UI.version("99.0.0")));
    assertEquals(List.of(), world.source.calls, "and nobody outside learns the name");
    var open = new PackageCoordinates(PackageFormat.NPM, "", "left-pad").version("1.0.0");
    world.source.with(open, TGZ, "public");
    assertEquals("public", world.read("app", open));
  }

  private Restriction root(OriginType type) throws IOException {
    return origins.groups().groups().group(PackagePattern.ROOT).orElseThrow().restriction(type);
  }
}
