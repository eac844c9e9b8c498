package dev.penstock.artifact.upstream;

import static dev.penstock.artifact.upstream.World.LIB_1;
import static dev.penstock.artifact.upstream.World.PYPI;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.artifact.CopyRequest;
import dev.penstock.artifact.VersionChange;
import dev.penstock.artifact.VersionChangeResult.Code;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.VersionVerdict;
import dev.penstock.artifact.origin.OriginControls;
import dev.penstock.artifact.origin.OriginControls.Control;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A copy of a version from outside that is held in part")
class CopyOfPartsTest {
  private static final CopyRequest COPY = CopyRequest.of(LIB_1.of(), "1.0");
  private static final List<String> ALL = List.of("a.whl", "b.whl", "c.tar.gz");

  @TempDir Path directory;
  private World world;

  @BeforeEach
  void start() throws IOException {
    world = World.pypi(directory).repositories("main -> store", "other -> store", "to");
    world.upstreams.links().associate("store", PYPI);
    ALL.forEach(name -> world.source.with(LIB_1, name, name));
    assertEquals("a.whl", world.read("main", LIB_1, "a.whl"));
  }

  private List<String> held(String repository) throws IOException {
    return List.copyOf(
        world.repository(repository).intake().find(LIB_1).orElseThrow().assets().keySet());
  }

  private Map<String, ?> copied() throws IOException {
    return world.upstreams.copyFromUpstream("main", "to", COPY).successful();
  }

  @Test
  @DisplayName("has what its source tells of, also what another repository holds in part")
  void whole() throws IOException {
    assertEquals(Set.of("1.0"), copied().keySet());
    assertEquals(ALL, held("to"));
    assertEquals(ALL, held("main"));
    assertEquals("a.whl", world.read("other", LIB_1, "a.whl"));
    world.upstreams.domain().createRepository("more");
    world.source.calls.clear();
    world.upstreams.copyFromUpstream("other", "more", COPY);
    assertEquals(ALL, held("more"));
    assertEquals(List.of(), world.source.calls, "all of it is in the domain");
  }

  @Test
  @DisplayName("is none if the rest cannot be fetched")
  void none() throws IOException {
    world.source.outage = new IOException("down");
    assertThrows(UpstreamUnavailableException.class, this::copied);
    assertEquals(false, world.holds("to", LIB_1));
    world.source.outage = null;
    assertEquals(Set.of("1.0"), copied().keySet());
    assertEquals(ALL, held("to"));
  }

  @Test
  @DisplayName("has what is held if the rest is out of reach")
  void unreachable() throws IOException {
    world
        .upstreams
        .origins()
        .put("main", LIB_1.of(), new OriginControls(Control.BLOCK, Control.BLOCK));
    assertEquals(Set.of("1.0"), copied().keySet());
    assertEquals(List.of("a.whl"), held("to"));
  }

  @Test
  @DisplayName("is what its revision says if that is given")
  void pinned() throws IOException {
    String revision = world.repository("main").describe(LIB_1).revision();
    assertEquals(
        Set.of("1.0"),
        world
            .upstreams
            .copyFromUpstream("main", "to", CopyRequest.of(LIB_1.of(), Map.of("1.0", revision)))
            .successful()
            .keySet());
    assertEquals(List.of("a.whl"), held("to"));
    assertEquals(List.of("a.whl"), held("main"));
  }

  @Test
  @DisplayName("is what a review has released")
  void reviewed() throws IOException {
    var main = world.repository("main");
    main.quarantine().release(LIB_1, main.describe(LIB_1).revision(), "sam", "read it");
    assertEquals(Set.of("1.0"), copied().keySet());
    assertEquals(List.of("a.whl"), held("to"));
  }

  @Test
  @DisplayName("is what is held of an archived version, and of one's own of the same name")
  void others() throws IOException {
    world
        .repository("main")
        .updateStatus(LIB_1.of(), VersionChange.of("1.0"), VersionStatus.ARCHIVED);
    assertEquals(Set.of("1.0"), copied().keySet());
    assertEquals(List.of("a.whl"), held("to"));
    var origins = world.upstreams.origins();
    origins.put("other", LIB_1.of(), new OriginControls(Control.ALLOW, Control.BLOCK));
    world.publish("other", LIB_1, "own.whl", "own");
    origins.put("other", LIB_1.of(), OriginControls.OPEN);
    world.upstreams.domain().createRepository("more");
    world.upstreams.copyFromUpstream("other", "more", COPY);
    assertEquals(List.of("own.whl"), held("more"));
  }

  @Test
  @DisplayName("is refused for the reason that keeps it from readers")
  void blocked() throws IOException {
    world.filter = subject -> VersionVerdict.block("odd");
    var failed = world.upstreams.copyFromUpstream("main", "to", COPY).failed();
    assertEquals(Code.NOT_ALLOWED, failed.get("1.0").code());
    assertEquals(List.of("a.whl"), held("main"));
  }
}
