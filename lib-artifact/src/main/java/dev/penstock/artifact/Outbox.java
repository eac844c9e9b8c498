package dev.penstock.artifact;

import dev.penstock.artifact.store.Catalogue.Change;
import dev.penstock.artifact.store.CatalogueKey;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One repository's events between their change and their delivery. */
record Outbox(DomainName domain, String repository, EventDelivery delivery) {

  /** The event as a document, if anybody wants to hear of it. */
  Optional<Change> write(VersionEvent event) throws IOException {
    return delivery.isWanted()
        ? Optional.of(
            new Change(
                key(event.version().of()).child(EventDelivery.place(event.sequence())),
                null,
                VersionEventJson.write(event)))
        : Optional.empty();
  }

  /** What lets an event be told that was withheld while readers did not get its version. */
  List<Change> release(VersionCoordinates version) throws IOException {
    return delivery.isWanted()
        ? delivery.withheld().release(key(version.of()), repository, version)
        : List.of();
  }

  /** Forgets what was withheld in a repository that is deleted. */
  void forget() throws IOException {
    delivery.withheld().clear(repository);
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
