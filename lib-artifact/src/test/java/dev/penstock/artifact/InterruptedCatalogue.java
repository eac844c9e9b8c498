package dev.penstock.artifact;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.store.CatalogueKey;
import dev.penstock.artifact.store.InMemoryCatalogue;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.function.Executable;

/** Does something right before the first commit of a version. */
final class InterruptedCatalogue implements Catalogue {
  private final InMemoryCatalogue documents = new InMemoryCatalogue();
  @Nullable Executable before;

  @Override
  public Optional<String> read(CatalogueKey key) {
    return documents.read(key);
  }

  @Override
  public boolean commit(List<Change> changes) throws IOException {
    Executable first = before;
    if (first != null
        && changes.stream().anyMatch(each -> each.key().segments().get(0).equals("versions"))) {
      before = null;
      assertDoesNotThrow(first);
    }
    return documents.commit(changes);
  }

  @Override
  public List<CatalogueKey> keys(CatalogueKey prefix, @Nullable CatalogueKey after, int limit) {
    return documents.keys(prefix, after, limit);
  }
}
