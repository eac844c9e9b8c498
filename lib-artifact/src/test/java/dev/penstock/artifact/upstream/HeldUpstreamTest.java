package dev.penstock.artifact.upstream;

import static dev.penstock.artifact.upstream.World.NPMJS;
import static dev.penstock.artifact.upstream.World.TGZ;
import static dev.penstock.artifact.upstream.World.UI;
import static dev.penstock.artifact.upstream.World.UI_1;
import static dev.penstock.artifact.upstream.World.UI_2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.ArtifactException.Kind;
import dev.penstock.artifact.Domain;
import dev.penstock.artifact.HeldVersion;
import dev.penstock.artifact.Intake;
import dev.penstock.artifact.VersionCoordinates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A version that is held")
class HeldUpstreamTest {
  private @TempDir Path directory;

  private static void assertBlocked(World world, String repository, VersionCoordinates version) {
    ArtifactException refusal =
        assertThrows(ArtifactException.class, () -> world.read(repository, version));
    assertEquals(Kind.BLOCKED, refusal.kind());
  }

  @Test
  @DisplayName("at an upstream is neither listed nor read nor kept downstream")
  void upstream() throws IOException {
    World world = new World(directory).repositories("deep", "root -> deep");
    world.publish("deep", UI_1, "one");
    world.publish("deep", UI_2, "two");
    world.repository("deep").quarantine().hold(UI_1, "jo", "wait");
    assertEquals(Set.of("2.0.0"), world.versions("root", UI));
    assertBlocked(world, "root", UI_1);
    assertFalse(world.holds("root", UI_1));
    assertEquals("two", world.read("root", UI_2));
    world.repository("root").quarantine().hold(UI_2, "jo", "wait");
    assertEquals(Set.of(), world.versions("root", UI));
    assertBlocked(world, "root", UI_2);
    assertEquals(Set.of("2.0.0"), world.versions("deep", UI));
  }

  @Test
  @DisplayName("here does not come from an upstream or from outside instead")
  void fallThrough() throws IOException {
    World world = new World(directory).repositories("deep", "root -> deep");
    world.source.with(UI_1, TGZ, "outside").with(UI_2, TGZ, "outside");
    world.upstreams.links().associate("deep", NPMJS);
    world.repository("root").quarantine().hold(UI_1, "jo", "wait");
    assertEquals(Set.of("2.0.0"), world.versions("root", UI));
    assertBlocked(world, "root", UI_1);
    assertEquals(0, world.source.count("open"), "not a byte is asked for");
    assertFalse(world.holds("deep", UI_1));
    assertEquals("outside", world.read("root", UI_2));
    world.repository("deep").quarantine().hold(UI_2, "jo", "wait");
    assertEquals("outside", world.read("root", UI_2), "what root has is root's to judge");
    assertBlocked(world, "deep", UI_2);
    assertEquals(Set.of("1.0.0"), world.versions("deep", UI));
  }

  @Test
  @DisplayName("or not: what clients read counts as a download of the repository that has it")
  void downloads() throws IOException {
    World world = new World(directory).repositories("deep", "root -> deep");
    world.publish("deep", UI_1, "one");
    List<String> heard = new ArrayList<>();
    Domain domain =
        Domain.builder("acme", world.catalogue, world.content, () -> world.now)
            .downloads((repository, version, at) -> heard.add(repository + " " + version))
            .build();
    Intake intake = domain.repository("deep").intake();
    HeldVersion held = intake.find(UI_1).orElseThrow();
    intake.content(held, held.assets().get(TGZ)).open().close();
    assertEquals(List.of("deep npm/acme/ui/1.0.0"), heard);
  }
}
