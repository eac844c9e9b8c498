package dev.penstock.artifact.upstream;

import static dev.penstock.artifact.upstream.World.UI;
import static dev.penstock.artifact.upstream.World.UI_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.Domain;
import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.store.CatalogueKey;
import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.artifact.store.InMemoryContentStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A search through upstream repositories")
class RouteCostTest {
  private @TempDir Path directory;

  /** Counts the documents and keys that are looked at. */
  private static final class Counting implements Catalogue {
    private final InMemoryCatalogue documents = new InMemoryCatalogue();
    private long looks;

    @Override
    public Optional<String> read(CatalogueKey key) {
      looks++;
      return documents.read(key);
    }

    @Override
    public boolean commit(List<Change> changes) throws IOException {
      return documents.commit(changes);
    }

    @Override
    public List<CatalogueKey> keys(CatalogueKey prefix, @Nullable CatalogueKey after, int limit) {
      List<CatalogueKey> keys = documents.keys(prefix, after, limit);
      looks += keys.size();
      return keys;
    }
  }

  private final Counting catalogue = new Counting();

  private long looks(ClientRepository client) throws IOException {
    catalogue.looks = 0;
    assertEquals(0, client.versions(UI).versions().size());
    assertThrows(ArtifactException.class, () -> client.asset(UI_1, "package.tgz"));
    return catalogue.looks;
  }

  @Test
  @DisplayName("costs no more in a domain of many other repositories")
  void flat() throws IOException {
    Upstreams upstreams =
        Upstreams.builder(
                Domain.builder("acme", catalogue, new InMemoryContentStore(), () -> Instant.EPOCH),
                catalogue,
                () -> Instant.EPOCH,
                directory)
            .build();
    upstreams.domain().repositoryOrNew("web");
    upstreams.domain().repositoryOrNew("store");
    upstreams.links().setUpstreams("web", List.of("store"));
    ClientRepository client = upstreams.client("web");
    long before = looks(client);
    for (int i = 0; i < 200; i++) {
      upstreams.domain().repositoryOrNew("other-" + i);
    }
    assertEquals(before, looks(client));
  }
}
