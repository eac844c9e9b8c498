package dev.penstock.artifact;

import dev.penstock.artifact.store.Catalogue.Change;
import dev.penstock.artifact.store.CatalogueKey;
import java.io.IOException;
import java.util.Optional;

/** One repository's events between their change and their delivery. */
record Outbox(DomainName domain, String repository, EventDelivery delivery) {

  /** The event as a document, if anybody wants to hear of it. */
  Optional<Change> write(VersionEvent event) throws IOException {
    return delivery.isWanted()
        ? Optional.of(
            new Change(
                key(event.version().of()).child(String.format("%019d", event.sequence())),
                null,
                VersionEventJson.write(event)))
        : Optional.empty();
  }

  void deliver(PackageCoordinates coordinates) {
    if (delivery.isWanted()) {
      delivery.deliver(key(coordinates));
    }
  }

  private CatalogueKey key(PackageCoordinates coordinates) {
    return CatalogueKey.of(
        EventDelivery.ROOT,
        domain.segment(),
        repository,
        coordinates.format().id(),
        coordinates.namespace(),
        coordinates.name());
  }
}
