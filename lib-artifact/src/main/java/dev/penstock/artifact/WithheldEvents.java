package dev.penstock.artifact;

import dev.penstock.artifact.VersionEvent.Operation;
import dev.penstock.artifact.VersionVerdict.Decision;
import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.store.Catalogue.Change;
import dev.penstock.artifact.store.CatalogueKey;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Events that were told while readers did not get the version. One for each version is kept: the
 * last change of its status, or the last change if its status stayed. A review that lets the
 * version through moves it back to the outbox, so that it is told as released.
 */
final class WithheldEvents {
  private static final String ROOT = "withheld";
  private static final String RELEASED = "released";
  private static final int CHUNK = 500;

  private final Catalogue catalogue;
  private final String domain;
  private final VersionFilter filter;
  private final InstantSource clock;

  WithheldEvents(Catalogue catalogue, String domain, VersionFilter filter, InstantSource clock) {
    this.catalogue = catalogue;
    this.domain = domain;
    this.filter = filter;
    this.clock = clock;
  }

  /** What readers get, and what is to be written once the event is told, if it still holds. */
  record Told(VersionVerdict readers, List<Change> changes) {
    boolean isBlocked() {
      return readers.decision() == Decision.BLOCK;
    }
  }

  Told judge(VersionEvent event) throws IOException {
    VersionRecords records = new VersionRecords(catalogue, domain, event.repository());
    ReaderGate readers =
        new ReaderGate(
            catalogue,
            CatalogueKey.of(ReaderGate.ROOT, domain, event.repository()),
            event.repository(),
            filter,
            clock);
    Optional<VersionRecord> record =
        records.find(event.version()).map(VersionRecords.Stored::value);
    List<Change> changes = new ArrayList<>();
    CatalogueKey key = key(event.repository(), event.version());
    @Nullable String known = catalogue.read(key).orElse(null);
    if (record.isEmpty() || event.operation() == Operation.DELETED) {
      keep(changes, key, known, null);
      return new Told(VersionVerdict.block("it is not there any more"), changes);
    }
    ReaderGate.Judged judged = readers.judge(filter, event.version(), record.get());
    changes.add(judged.unchanged());
    if (judged.verdict().decision() == Decision.BLOCK) {
      boolean isStronger =
          known == null
              || event.changes().isStatusChanged()
              || !VersionEventJson.read(key, known).changes().isStatusChanged();
      keep(changes, key, known, isStronger ? VersionEventJson.write(event) : known);
    } else if (event.changes().isStatusChanged()) {
      keep(changes, key, known, null);
    }
    return new Told(judged.verdict(), changes);
  }

  private static void keep(
      List<Change> changes, CatalogueKey key, @Nullable String known, @Nullable String next) {
    if (known != null || next != null) {
      changes.add(new Change(key, known, next));
    }
  }

  /** Puts what was withheld of a version back to be told; nothing if nothing was. */
  List<Change> release(CatalogueKey ofPackage, String repository, VersionCoordinates version)
      throws IOException {
    CatalogueKey key = key(repository, version);
    @Nullable String known = catalogue.read(key).orElse(null);
    if (known == null) {
      return List.of(Change.none(key, null));
    }
    long sequence = VersionEventJson.read(key, known).sequence();
    CatalogueKey released = ofPackage.child(EventDelivery.place(sequence), RELEASED);
    return List.of(
        new Change(key, known, null),
        new Change(released, catalogue.read(released).orElse(null), known));
  }

  static boolean isReleased(CatalogueKey inOutbox) {
    return inOutbox.segments().get(inOutbox.segments().size() - 1).equals(RELEASED);
  }

  /** Forgets those of a repository that is deleted. */
  void clear(String repository) throws IOException {
    List<CatalogueKey> keys;
    do {
      keys = catalogue.keys(CatalogueKey.of(ROOT, domain, repository), null, CHUNK);
      for (CatalogueKey key : keys) {
        Optional<String> text = catalogue.read(key);
        if (text.isPresent()) {
          catalogue.replace(key, text.get(), null);
        }
      }
    } while (!keys.isEmpty());
  }

  private CatalogueKey key(String repository, VersionCoordinates version) {
    PackageCoordinates of = version.of();
    return CatalogueKey.of(
        ROOT, domain, repository, of.format().id(), of.namespace(), of.name(), version.version());
  }
}
