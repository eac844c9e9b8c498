package dev.penstock.artifact.upstream;

import static dev.penstock.artifact.upstream.World.NPMJS;
import static dev.penstock.artifact.upstream.World.TGZ;
import static dev.penstock.artifact.upstream.World.UI;
import static dev.penstock.artifact.upstream.World.UI_1;
import static dev.penstock.artifact.upstream.World.UI_2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.Domain;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.origin.OriginControls;
import dev.penstock.artifact.origin.OriginType;
import dev.penstock.artifact.origin.PackageGroup;
import dev.penstock.artifact.origin.PackagePattern;
import dev.penstock.artifact.origin.Restriction;
import dev.penstock.artifact.store.FileCatalogue;
import dev.penstock.artifact.store.FileContentStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Upstreams on disk")
class OnDiskTest {
  private @TempDir Path root;
  private final FakeSource source = new FakeSource().with(UI_1, TGZ, "one").with(UI_2, TGZ, "two");

  private interface Work {
    void on(Upstreams upstreams) throws IOException;
  }

  private void opened(Work work) throws IOException {
    try (FileContentStore content = FileContentStore.open(root.resolve("content"));
        FileCatalogue catalogue = FileCatalogue.open(root.resolve("catalogue"))) {
      work.on(
          Upstreams.builder(
                  Domain.builder("acme", catalogue, content, () -> Instant.EPOCH),
                  catalogue,
                  () -> Instant.EPOCH,
                  root.resolve("fetches"))
              .connection(NPMJS, PackageFormat.NPM, source)
              .build());
    }
  }

  private static String read(Upstreams upstreams, String repository) throws IOException {
    try (InputStream in = upstreams.client(repository).asset(UI_1, TGZ).open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  @DisplayName("are as they were when the directories are opened again")
  void reopened() throws IOException {
    opened(
        upstreams -> {
          upstreams.domain().createRepository("store");
          upstreams.domain().createRepository("web");
          upstreams.links().associate("store", NPMJS);
          upstreams.links().setUpstreams("web", List.of("store"));
          assertEquals("one", read(upstreams, "web"));
          assertEquals(
              Set.of("1.0.0", "2.0.0"), upstreams.client("web").versions(UI).versions().keySet());
        });
    source.outage = new IOException("down");
    opened(
        upstreams -> {
          assertEquals("one", read(upstreams, "web"));
          assertEquals(
              Set.of("1.0.0", "2.0.0"), upstreams.client("web").versions(UI).versions().keySet());
          assertEquals(
              new OriginControls(OriginControls.Control.BLOCK, OriginControls.Control.ALLOW),
              upstreams.origins().describe("web", UI).controls());
          upstreams
              .origins()
              .groups()
              .createGroup(
                  PackageGroup.of(PackagePattern.parse("/npm/acme/*"))
                      .with(OriginType.INTERNAL_UPSTREAM, Restriction.of(Restriction.Mode.BLOCK)));
        });
    source.outage = null;
    opened(
        upstreams -> {
          assertThrows(ArtifactException.class, () -> upstreams.client("web").asset(UI_2, TGZ));
          assertEquals(Set.of("1.0.0"), upstreams.client("web").versions(UI).versions().keySet());
        });
    assertEquals(1, source.count("open"));
  }
}
