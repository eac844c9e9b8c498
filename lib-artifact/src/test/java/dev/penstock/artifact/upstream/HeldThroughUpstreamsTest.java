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
import dev.penstock.artifact.Domain;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.VersionFilter;
import dev.penstock.artifact.VersionVerdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A held or filtered version, asked for through upstreams")
class HeldThroughUpstreamsTest {
  @TempDir Path directory;

  @Test
  @DisplayName("is not given out, kept or listed, wherever it is held")
  void held() throws IOException {
    World world = new World(directory).repositories("app -> shared");
    world.publish("shared", UI_1, "one");
    world.publish("shared", UI_2, "two");
    world.repository("shared").quarantine().hold(UI_1, "eve", "looks odd");
    assertThrows(ArtifactException.class, () -> world.read("app", UI_1));
    assertThrows(ArtifactException.class, () -> world.read("shared", UI_1));
    assertFalse(world.holds("app", UI_1));
    assertEquals(Set.of("2.0.0"), world.versions("app", UI));
    assertEquals("two", world.read("app", UI_2));
  }

  @Test
  @DisplayName("hides its namesake further up")
  void hides() throws IOException {
    World world = new World(directory).repositories("app -> near far");
    world.publish("near", UI_1, "good");
    world.publish("near", UI_2, "fine");
    world.repository("near").quarantine().hold(UI_1, "eve", "looks odd");
    world.source.with(UI_1, TGZ, "evil");
    world.upstreams.links().associate("far", NPMJS);
    assertEquals(Set.of("2.0.0"), world.versions("app", UI));
    assertThrows(ArtifactException.class, () -> world.read("app", UI_1));
  }

  @Test
  @DisplayName("is refused before a byte of it is taken from outside")
  void filtered() throws IOException {
    World world = new World(directory);
    VersionFilter young =
        subject ->
            subject.version().coordinates().version().equals("2.0.0")
                ? VersionVerdict.block("too young")
                : VersionVerdict.ALLOW;
    Upstreams upstreams =
        Upstreams.builder(
                Domain.builder("acme", world.catalogue, world.content, () -> world.now)
                    .filter(young),
                world.catalogue,
                () -> world.now,
                directory.resolve("more"))
            .connection(NPMJS, PackageFormat.NPM, world.source, CachePolicy.STANDARD)
            .refresher(world.behind::add)
            .build();
    world.source.with(UI_1, TGZ, "one").with(UI_2, TGZ, "two");
    upstreams.domain().createRepository("app");
    upstreams.links().associate("app", NPMJS);
    ClientRepository client = upstreams.client("app");
    assertEquals(Set.of("1.0.0"), client.versions(UI).versions().keySet());
    assertThrows(ArtifactException.class, () -> client.asset(UI_2, TGZ).open().close());
    assertEquals(0, world.source.count("open"));
    try (InputStream in = client.asset(UI_1, TGZ).open()) {
      assertEquals("one", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
