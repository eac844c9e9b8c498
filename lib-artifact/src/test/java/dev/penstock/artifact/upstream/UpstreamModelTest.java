package dev.penstock.artifact.upstream;

import static dev.penstock.artifact.upstream.World.NPMJS;
import static dev.penstock.artifact.upstream.World.TGZ;
import static dev.penstock.artifact.upstream.World.UI;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.VersionChange;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.origin.OriginControls;
import dev.penstock.artifact.origin.OriginControls.Control;
import dev.penstock.artifact.origin.OriginRules;
import dev.penstock.artifact.origin.OriginType;
import dev.penstock.artifact.origin.PackageGroup;
import dev.penstock.artifact.origin.PackageGroups;
import dev.penstock.artifact.origin.PackagePattern;
import dev.penstock.artifact.origin.Restriction;
import dev.penstock.artifact.origin.Restriction.Mode;
import dev.penstock.conventions.Covers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.jspecify.annotations.Nullable;

/**
 * Domains of four repositories with random links, connections, controls, groups and versions; what
 * a client gets is held against rules told as simply as possible.
 */
@Label("Clients of repositories with upstreams, against a simple model")
class UpstreamModelTest {
  private static final List<String> NAMES = List.of("r0", "r1", "r2", "r3");
  private static final List<String> VERSIONS = List.of("1.0.0", "2.0.0", "3.0.0");
  private static final List<Mode> MODES = List.of(Mode.values());
  private static final PackagePattern ACME = PackagePattern.parse("/npm/acme/*");

  private @Nullable Path directory;

  @BeforeProperty
  void make() throws IOException {
    directory = Files.createTempDirectory("upstream-model");
  }

  @AfterProperty
  void remove() throws IOException {
    if (directory != null) {
      try (Stream<Path> left = Files.walk(directory)) {
        for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /** One domain, made from a seed, and what the model knows about it. */
  private static final class Scene {
    final World world;
    final Random random;
    final Map<String, List<String>> upstreams = new TreeMap<>();
    final Set<String> connected = new TreeSet<>();
    final Map<String, OriginControls> controls = new TreeMap<>();
    final Map<String, Map<String, VersionStatus>> held = new TreeMap<>();
    final Set<String> outside = new TreeSet<>();
    PackageGroups groups = PackageGroups.ALLOWING;

    Scene(Path directory, long seed) throws IOException {
      this.random = new Random(seed);
      this.world = new World(directory).repositories(NAMES.toArray(String[]::new));
      for (String version : VERSIONS) {
        if (random.nextBoolean()) {
          outside.add(version);
          world.source.with(UI.version(version), TGZ, "outside " + version);
        }
      }
      for (String name : NAMES) {
        fill(name);
      }
      for (int i = 0; i < NAMES.size(); i++) {
        link(NAMES.get(i), NAMES.subList(i + 1, NAMES.size()));
      }
      group();
    }

    private void fill(String name) throws IOException {
      held.put(name, new TreeMap<>());
      for (String version : VERSIONS) {
        if (random.nextInt(4) == 0) {
          world.publish(name, UI.version(version), name + " " + version);
          VersionStatus status =
              List.of(
                      VersionStatus.PUBLISHED,
                      VersionStatus.PUBLISHED,
                      VersionStatus.UNLISTED,
                      VersionStatus.ARCHIVED,
                      VersionStatus.DISPOSED)
                  .get(random.nextInt(5));
          if (status == VersionStatus.DISPOSED) {
            world.repository(name).dispose(UI, VersionChange.of(version));
          } else {
            world.repository(name).updateStatus(UI, VersionChange.of(version), status);
          }
          held.get(name).put(version, status);
        }
      }
      OriginControls set =
          new OriginControls(
              random.nextInt(3) == 0 ? Control.BLOCK : Control.ALLOW,
              random.nextInt(4) == 0 ? Control.BLOCK : Control.ALLOW);
      controls.put(name, set);
      world.upstreams.origins().put(name, UI, set);
    }

    private void link(String name, List<String> others) throws IOException {
      List<String> chosen = new ArrayList<>(others);
      chosen.removeIf(other -> random.nextInt(3) == 0);
      Collections.shuffle(chosen, random);
      upstreams.put(name, chosen);
      world.upstreams.links().setUpstreams(name, chosen);
      if (random.nextInt(3) == 0) {
        connected.add(name);
        world.upstreams.links().associate(name, NPMJS);
      }
    }

    private void group() throws IOException {
      if (random.nextBoolean()) {
        Map<OriginType, Restriction> said = new EnumMap<>(OriginType.class);
        for (OriginType type : OriginType.values()) {
          Set<String> some = new TreeSet<>(NAMES);
          some.removeIf(name -> random.nextBoolean());
          said.put(
              type, new Restriction(MODES.get(random.nextInt(MODES.size())), new TreeSet<>(some)));
        }
        PackageGroup group = new PackageGroup(ACME, "", "", said);
        groups = groups.with(group);
        world.upstreams.origins().groups().createGroup(group);
      }
    }

    private boolean allows(OriginType type, String name) {
      return OriginRules.decide(type, name, UI, controls(name), groups).isAllowed();
    }

    private OriginControls controls(String name) {
      return controls.getOrDefault(name, OriginControls.OPEN);
    }

    /** Places to look, in order; a connection is written {@code name!}. */
    List<String> places(String root) {
      List<String> all = new ArrayList<>();
      walk(root, all);
      List<String> allowed = new ArrayList<>();
      for (String place : all.stream().distinct().toList()) {
        String owner = place.replace("!", "");
        boolean comesIn = owner.equals(root) || allows(OriginType.INTERNAL_UPSTREAM, root);
        if (place.equals(root)
            || (comesIn && (!place.endsWith("!") || allows(OriginType.EXTERNAL_UPSTREAM, owner)))) {
          allowed.add(place);
        }
      }
      return allowed;
    }

    private void walk(String name, List<String> all) {
      all.add(name);
      if (controls(name).upstream() == Control.ALLOW) {
        upstreams.getOrDefault(name, List.of()).forEach(up -> walk(up, all));
        if (connected.contains(name)) {
          all.add(name + "!");
        }
      }
    }

    /** The first place that has a version; empty if none has. */
    String holder(String root, String version) {
      return places(root).stream()
          .filter(
              place ->
                  place.endsWith("!")
                      ? outside.contains(version)
                      : held.getOrDefault(place, Map.of()).containsKey(version))
          .findFirst()
          .orElse("");
    }

    @Nullable VersionStatus status(String place, String version) {
      return held.getOrDefault(place, Map.of()).get(version);
    }
  }

  private Scene scene(long seed) throws IOException {
    return new Scene(Objects.requireNonNull(directory), seed);
  }

  @Property(seed = "21", tries = 150)
  @Covers({"A-072", "A-080", "A-082", "A-107"})
  @Label("see in a list what the first place that has it lets them see")
  void lists(@ForAll long seed) throws IOException {
    Scene scene = scene(seed);
    for (String root : NAMES) {
      Map<String, String> expected = new TreeMap<>();
      for (String version : VERSIONS) {
        String holder = scene.holder(root, version);
        if (holder.endsWith("!") || scene.status(holder, version) == VersionStatus.PUBLISHED) {
          expected.put(version, holder);
        }
      }
      Map<String, String> found = new TreeMap<>();
      scene
          .world
          .upstreams
          .client(root)
          .versions(UI)
          .versions()
          .forEach(
              (version, client) ->
                  found.put(
                      version, client.repository() + (client.connection().isPresent() ? "!" : "")));
      assertEquals(expected, found, root);
    }
  }

  @Property(seed = "22", tries = 150)
  @Covers({"A-072", "A-075", "A-076", "A-077", "A-080", "A-101"})
  @Label("are given what the first place that has it holds, which is kept where it must be")
  void assets(@ForAll long seed) throws IOException {
    Scene scene = scene(seed);
    for (int i = 0; i < 8; i++) {
      String root = NAMES.get(scene.random.nextInt(NAMES.size()));
      String version = VERSIONS.get(scene.random.nextInt(VERSIONS.size()));
      String holder = scene.holder(root, version);
      @Nullable VersionStatus status = scene.status(holder, version);
      boolean isReadable = holder.endsWith("!") || (status != null && status.isReadable());
      @Nullable String found = read(scene.world, root, UI.version(version));
      assertEquals(isReadable, found != null, root + " " + version + " from " + holder);
      if (isReadable) {
        VersionStatus kept = status == null ? VersionStatus.PUBLISHED : status;
        scene.held.computeIfAbsent(root, none -> new TreeMap<>()).putIfAbsent(version, kept);
        scene
            .held
            .computeIfAbsent(holder.replace("!", ""), none -> new TreeMap<>())
            .putIfAbsent(version, kept);
      }
      for (String name : NAMES) {
        for (String any : VERSIONS) {
          assertEquals(
              scene.status(name, any) != null,
              scene.world.holds(name, UI.version(any)),
              name + " holds " + any);
        }
      }
    }
  }

  private static @Nullable String read(World world, String root, VersionCoordinates version)
      throws IOException {
    try {
      return world.read(root, version);
    } catch (ArtifactException e) {
      assertEquals(ArtifactException.Kind.NOT_FOUND, e.kind());
      return null;
    }
  }

  @Property(seed = "23", tries = 150)
  @Covers({"A-087", "A-106", "A-125"})
  @Label("publish what is allowed and not reachable upstream, and nothing else")
  void publishing(@ForAll long seed) throws IOException {
    Scene scene = scene(seed);
    for (String root : NAMES) {
      for (String version : VERSIONS) {
        if (scene.status(root, version) == null) {
          boolean isReachable = !scene.holder(root, version).isEmpty();
          boolean isAllowed = scene.allows(OriginType.PUBLISH, root);
          boolean isDone;
          try {
            scene.world.publish(root, UI.version(version), "ours");
            isDone = true;
            scene
                .held
                .computeIfAbsent(root, none -> new TreeMap<>())
                .put(version, VersionStatus.PUBLISHED);
          } catch (ArtifactException e) {
            assertEquals(ArtifactException.Kind.CONFLICT, e.kind());
            isDone = false;
          }
          assertEquals(isAllowed && !isReachable, isDone, root + " " + version);
        }
      }
    }
  }

  @Property(seed = "24", tries = 150)
  @Covers("AP-039")
  @Label("never make a source hear of a package that may not come from it, whatever they ask")
  void leaks(@ForAll long seed) throws IOException {
    Scene scene = scene(seed);
    for (String root : NAMES) {
      scene.world.source.calls.clear();
      ClientRepository client = scene.world.upstreams.client(root);
      var unusedVersions = client.versions(UI);
      for (String version : VERSIONS) {
        @Nullable String unused = read(scene.world, root, UI.version(version));
        try {
          scene.world.publish(root, UI.version(version), "ours");
        } catch (ArtifactException e) {
          assertEquals(ArtifactException.Kind.CONFLICT, e.kind());
        }
      }
      boolean mayAsk = scene.places(root).stream().anyMatch(place -> place.endsWith("!"));
      assertTrue(
          mayAsk || scene.world.source.calls.isEmpty(), root + ": " + scene.world.source.calls);
    }
  }
}
