package dev.penstock.artifact.upstream;

import static dev.penstock.artifact.upstream.World.LIB_1;
import static dev.penstock.artifact.upstream.World.PYPI;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.Origin;
import dev.penstock.artifact.origin.OriginControls;
import dev.penstock.artifact.origin.OriginControls.Control;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A version that is published while one of the same name is fetched")
class MixedOriginTest {
  private @TempDir Path directory;

  @Test
  @DisplayName("gets no assets of the other")
  void apart() throws IOException {
    World world = World.pypi(directory).repositories("store");
    world.upstreams.links().associate("store", PYPI);
    world.source.with(LIB_1, "theirs.whl", "theirs");
    world.source.stream =
        bytes -> {
          publish(world);
          return bytes;
        };
    String refusal = "" + assertThrows(IOException.class, () -> read(world)).getMessage();
    assertTrue(refusal.contains("came from store; allowed: assets from there"), refusal);
    var held = world.repository("store").intake().find(LIB_1).orElseThrow();
    assertEquals(Set.of("ours.whl"), held.assets().keySet());
    assertEquals(Origin.Type.INTERNAL, held.description().origin().type());
  }

  private static void read(World world) throws IOException {
    try (InputStream in = world.upstreams.client("store").asset(LIB_1, "theirs.whl").open()) {
      in.readAllBytes();
    }
  }

  /** By somebody who keeps the other out for that moment. */
  private static void publish(World world) {
    try {
      var origins = world.upstreams.origins();
      origins.put("store", LIB_1.of(), new OriginControls(Control.ALLOW, Control.BLOCK));
      world.publish("store", LIB_1, "ours.whl", "ours");
      origins.put("store", LIB_1.of(), OriginControls.OPEN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
