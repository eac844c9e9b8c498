package dev.penstock.artifact;

import static dev.penstock.artifact.Fixture.APP;
import static dev.penstock.artifact.Fixture.publish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.store.CatalogueKey;
import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.conventions.Covers;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A page of a long list")
class PagingCostTest {
  private static final int VERSIONS = 5_000;
  private static final int PAGE = 100;

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

  @Test
  @Covers("A-043")
  @DisplayName("costs the same whether it is the first or the last, in either order")
  void flat() throws IOException {
    Counting catalogue = new Counting();
    Fixture fixture = new Fixture(catalogue, RepositoryLimits.STANDARD);
    Repository repository = fixture.open("releases");
    for (int i = 0; i < VERSIONS; i++) {
      publish(repository, "1." + i, "a", "1");
      fixture.now = fixture.now.plusMillis(1);
    }
    for (VersionQuery query :
        List.of(VersionQuery.ALL, VersionQuery.ALL.sortedBy(VersionQuery.Order.PUBLISHED_TIME))) {
      int pages = 0;
      int items = 0;
      Optional<PageRequest> next = Optional.of(PageRequest.first(PAGE));
      while (next.isPresent()) {
        catalogue.looks = 0;
        Page<VersionDescription> page = repository.versions(APP, query, next.get());
        assertTrue(catalogue.looks <= 2 * PAGE + 3, "page " + pages + ": " + catalogue.looks);
        next = page.next();
        pages++;
        items += page.items().size();
      }
      assertEquals(VERSIONS / PAGE, pages);
      assertEquals(VERSIONS, items);
    }
    catalogue.looks = 0;
    assertEquals(
        "1." + (VERSIONS - 1), repository.describe(APP).defaultDisplayVersion().orElseThrow());
    assertTrue(catalogue.looks < 10, "the newest is found at once: " + catalogue.looks);
  }
}
