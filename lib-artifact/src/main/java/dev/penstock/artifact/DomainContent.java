package dev.penstock.artifact;

import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.store.CatalogueKey;
import dev.penstock.revision.Digest;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What all versions of a domain, or of all, refer to in its content store. */
final class DomainContent {
  private static final int CHUNK = 1_000;

  private final Catalogue catalogue;
  private final CatalogueKey versions;

  DomainContent(Catalogue catalogue, DomainName domain) {
    this.catalogue = catalogue;
    this.versions = CatalogueKey.of("versions", domain.segment());
  }

  private DomainContent(Catalogue catalogue) {
    this.catalogue = catalogue;
    this.versions = CatalogueKey.of("versions");
  }

  /** What all versions of all domains of a catalogue refer to. */
  static DomainContent ofAll(Catalogue catalogue) {
    return new DomainContent(catalogue);
  }

  /** The sizes of all assets together, each distinct content counted once. */
  long assetBytes() throws IOException {
    Set<Digest> seen = new HashSet<>();
    long[] bytes = new long[1];
    each(
        record -> {
          if (record.status() != VersionStatus.DISPOSED) {
            for (Asset asset : record.assets().values()) {
              bytes[0] += seen.add(asset.digest()) ? asset.size() : 0;
            }
          }
        });
    return bytes[0];
  }

  void references(Consumer<Digest> told) throws IOException {
    each(record -> record.contents().keySet().forEach(told));
  }

  private void each(Consumer<VersionRecord> told) throws IOException {
    @Nullable CatalogueKey last = null;
    List<CatalogueKey> keys;
    do {
      keys = catalogue.keys(versions, last, CHUNK);
      for (CatalogueKey key : keys) {
        last = key;
        Optional<String> text = catalogue.read(key);
        if (text.isPresent()) {
          told.accept(VersionRecordJson.read(VersionRecords.version(key.segments()), text.get()));
        }
      }
    } while (keys.size() == CHUNK);
  }
}
