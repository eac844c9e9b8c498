package dev.penstock.artifact;

import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.store.Catalogue.Change;
import dev.penstock.artifact.store.CatalogueKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tells the listener of a domain what its outbox holds: package by package, each in its order, one
 * event at a time.
 *
 * <p>An event is told with what readers get of its version at that moment. If a review changes that
 * meanwhile, it is told again. A thread that finds another one telling leaves its events to that
 * one.
 */
final class EventDelivery {
  static final String ROOT = "outbox";
  private static final int CHUNK = 100;

  private final Catalogue catalogue;
  private final CatalogueKey root;
  private final VersionListener listener;
  private final WithheldEvents withheld;
  private final ConcurrentSkipListSet<CatalogueKey> due = new ConcurrentSkipListSet<>();
  private final AtomicBoolean isBusy = new AtomicBoolean();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  EventDelivery(
      Catalogue catalogue, String domain, VersionListener listener, WithheldEvents withheld) {
    this.catalogue = catalogue;
    this.root = CatalogueKey.of(ROOT, domain);
    this.listener = listener;
    this.withheld = withheld;
  }

  /** Sequence numbers as they sort, in the digits of no language. */
  static String place(long sequence) {
    return String.format(Locale.ROOT, "%019d", sequence);
  }

  boolean isWanted() {
    return listener != VersionListener.NONE;
  }

  /** Tells of one package. What fails stays in the outbox. */
  void deliver(CatalogueKey ofPackage) {
    due.add(ofPackage);
    while (!due.isEmpty() && isBusy.compareAndSet(false, true)) {
      try {
        CatalogueKey next = due.pollFirst();
        if (next != null) {
          tell(next);
        }
      } finally {
        isBusy.set(false);
      }
    }
  }

  private void tell(CatalogueKey ofPackage) {
    try {
      List<CatalogueKey> keys;
      do {
        keys = catalogue.keys(ofPackage, null, CHUNK);
        for (CatalogueKey key : keys) {
          tellOne(key);
        }
      } while (!keys.isEmpty());
    } catch (IOException | RuntimeException e) {
      failure.set(e);
    }
  }

  private void tellOne(CatalogueKey key) throws IOException {
    Optional<String> text = catalogue.read(key);
    if (text.isPresent()) {
      VersionEvent stored = VersionEventJson.read(key, text.get());
      WithheldEvents.Told told = withheld.judge(stored);
      VersionEvent event = stored.withReaders(told.readers());
      if (!WithheldEvents.isReleased(key)) {
        listener.onChange(event);
      } else if (!told.isBlocked()) {
        listener.onRelease(event);
      }
      List<Change> changes = new ArrayList<>(told.changes());
      changes.add(new Change(key, text.get(), null));
      catalogue.commit(changes);
    }
  }

  /** Tells of all packages that have events left; a package whose event fails is passed over. */
  int deliverAll() throws IOException {
    failure.set(null);
    int before = waiting();
    @Nullable CatalogueKey last = null;
    List<CatalogueKey> found;
    do {
      found = catalogue.keys(root, last, 1);
      for (CatalogueKey key : found) {
        CatalogueKey ofPackage = new CatalogueKey(key.segments().subList(0, 6));
        deliver(ofPackage);
        last = ofPackage.child(place(Long.MAX_VALUE));
      }
    } while (!found.isEmpty());
    return Math.max(0, before - waiting());
  }

  WithheldEvents withheld() {
    return withheld;
  }

  int waiting() throws IOException {
    return catalogue.keys(root, null, Integer.MAX_VALUE).size();
  }

  Optional<Exception> failure() {
    return Optional.ofNullable(failure.get());
  }
}
