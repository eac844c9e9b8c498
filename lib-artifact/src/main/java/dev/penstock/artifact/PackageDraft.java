package dev.penstock.artifact;

import com.google.common.collect.Sets;
import dev.penstock.artifact.VersionEvent.Changes;
import dev.penstock.artifact.VersionEvent.Operation;
import dev.penstock.artifact.VersionRecords.Stored;
import dev.penstock.artifact.VersionRecords.StoredPackage;
import dev.penstock.artifact.store.Catalogue.Change;
import dev.penstock.artifact.store.CatalogueKey;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A change of one package and its versions that is not written yet. For one thread. */
final class PackageDraft {
  private final VersionRecords records;
  private final PackageCoordinates coordinates;
  private final @Nullable StoredPackage stored;
  private final @Nullable String tombstone;
  private final PackageRecord first;
  private PackageRecord next;
  private final List<Change> more = new ArrayList<>();
  private boolean isRemoved;
  private boolean isWanted;
  private boolean isForced;
  private final Map<String, Optional<Stored>> read = new TreeMap<>();
  private final Map<String, Optional<VersionRecord>> written = new LinkedHashMap<>();

  PackageDraft(VersionRecords records, PackageCoordinates coordinates) throws IOException {
    this.records = records;
    this.coordinates = coordinates;
    this.stored = records.find(coordinates).orElse(null);
    this.tombstone =
        stored == null ? records.read(records.sequence(coordinates)).orElse(null) : null;
    this.first =
        stored != null
            ? stored.value()
            : tombstone == null
                ? PackageRecord.created(0)
                : PackageRecord.created(PackageRecord.read(coordinates, tombstone).sequence());
    this.next = first;
  }

  PackageCoordinates coordinates() {
    return coordinates;
  }

  boolean exists() {
    return stored != null;
  }

  PackageRecord record() {
    return next;
  }

  /** A version with the changes so far. */
  Optional<VersionRecord> find(String version) throws IOException {
    Optional<VersionRecord> changed = written.get(version);
    return changed != null ? changed : before(version).map(Stored::value);
  }

  private Optional<Stored> before(String version) throws IOException {
    Optional<Stored> known = read.get(version);
    if (known == null) {
      known = records.find(coordinates.version(version));
      read.put(version, known);
    }
    return known;
  }

  VersionRecord require(VersionCoordinates version) throws IOException {
    return find(version.version()).orElseThrow(() -> VersionRecords.missing(version));
  }

  /** Writes a version; one that is as it was stays untouched. */
  void put(String version, VersionRecord record) throws IOException {
    written.put(version, Optional.of(record));
    if (before(version).map(Stored::value).filter(record::equals).isPresent()) {
      written.remove(version);
    }
  }

  /** Removes a version, and the tags that name it. */
  void remove(String version) throws IOException {
    if (before(version).isEmpty()) {
      written.remove(version);
    } else {
      written.put(version, Optional.empty());
    }
    if (next.tags().containsValue(version)) {
      SortedMap<String, String> tags = new TreeMap<>(next.tags());
      tags.values().removeIf(version::equals);
      next = next.withTags(tags);
    }
  }

  void record(PackageRecord changed) {
    next = changed;
  }

  /** Removes the package itself; its versions are to be removed too. */
  void removePackage() {
    isRemoved = true;
  }

  /** Whether a version or the package is different from what is stored. */
  boolean isChanged() {
    return !written.isEmpty()
        || isRemoved
        || !next.equals(first)
        || isForced
        || (stored == null && isWanted);
  }

  /** Makes the package even if it has no version. */
  void create() {
    isWanted = true;
  }

  /** Writes what else there is even if nothing of the package is different. */
  void force() {
    isForced = true;
  }

  /** Commits something else together with this, or makes sure of it even if nothing changes. */
  void with(Change other) {
    more.add(other);
  }

  /** What must be as it was read, if nothing is to be changed but something was looked at. */
  List<Change> looked() {
    if (more.isEmpty()) {
      return List.of();
    }
    List<Change> all = new ArrayList<>(more);
    all.add(Change.none(records.key(coordinates), stored == null ? null : stored.text()));
    return all;
  }

  /** What is different, as documents of the catalogue; events get their numbers here. */
  List<Change> changes(Outbox outbox, String administrator, Instant now) throws IOException {
    List<Change> versions = new ArrayList<>();
    List<VersionEvent> events = new ArrayList<>();
    long sequence = next.sequence();
    for (Map.Entry<String, Optional<VersionRecord>> entry : written.entrySet()) {
      VersionCoordinates version = coordinates.version(entry.getKey());
      Stored old = before(entry.getKey()).orElse(null);
      VersionRecord after = entry.getValue().map(r -> r.withChangedTime(now)).orElse(null);
      versions.add(
          new Change(
              records.key(version),
              old == null ? null : old.text(),
              after == null ? null : VersionRecordJson.write(after)));
      move(version.version(), old == null ? null : old.value(), after, versions);
      link(version, old == null ? null : old.value(), after, versions);
      sequence++;
      events.add(
          event(
              outbox,
              administrator,
              version,
              old == null ? null : old.value(),
              after,
              sequence,
              now));
    }
    List<Change> all = new ArrayList<>();
    PackageRecord counted = next.withSequence(sequence);
    all.add(
        new Change(
            records.key(coordinates),
            stored == null ? null : stored.text(),
            isRemoved ? null : counted.write()));
    if (isRemoved || tombstone != null) {
      all.add(
          new Change(
              records.sequence(coordinates),
              tombstone,
              isRemoved ? PackageRecord.created(sequence).write() : null));
    }
    all.addAll(versions);
    for (VersionEvent event : events) {
      outbox.write(event).ifPresent(all::add);
    }
    all.addAll(more);
    return all;
  }

  /** Moves a version to its place in the order of times. */
  private void move(
      String version,
      @Nullable VersionRecord before,
      @Nullable VersionRecord after,
      List<Change> changes) {
    CatalogueKey index = records.index(coordinates);
    CatalogueKey from =
        before == null ? null : PublishedIndex.of(version, before.publishedTime()).in(index);
    CatalogueKey to =
        after == null ? null : PublishedIndex.of(version, after.publishedTime()).in(index);
    if (!Objects.equals(from, to)) {
      if (from != null) {
        changes.add(new Change(from, PublishedIndex.DOCUMENT, null));
      }
      if (to != null) {
        changes.add(new Change(to, null, PublishedIndex.DOCUMENT));
      }
    }
  }

  /** Lets builds find the versions that they have published, and no others. */
  private void link(
      VersionCoordinates version,
      @Nullable VersionRecord before,
      @Nullable VersionRecord after,
      List<Change> changes) {
    Set<BuildId> from = before == null ? Set.of() : before.trail().builds();
    Set<BuildId> to = after == null ? Set.of() : after.trail().builds();
    for (BuildId build : Sets.difference(from, to)) {
      changes.add(new Change(records.key(build, version), Builds.LINK, null));
    }
    for (BuildId build : Sets.difference(to, from)) {
      changes.add(new Change(records.key(build, version), null, Builds.LINK));
    }
  }

  private static VersionEvent event(
      Outbox outbox,
      String administrator,
      VersionCoordinates version,
      @Nullable VersionRecord before,
      @Nullable VersionRecord after,
      long sequence,
      Instant now) {
    VersionRecord shown = Objects.requireNonNull(after == null ? before : after);
    Operation operation =
        before == null ? Operation.CREATED : after == null ? Operation.DELETED : Operation.UPDATED;
    return new VersionEvent(
        outbox.domain().name(),
        outbox.domain().owner(),
        outbox.repository(),
        administrator,
        outbox.domain().arn(outbox.repository(), version.of()),
        version,
        shown.status(),
        shown.revision(),
        operation,
        difference(before, after),
        sequence,
        now,
        VersionVerdict.ALLOW);
  }

  private static Changes difference(@Nullable VersionRecord before, @Nullable VersionRecord after) {
    if (before == null || after == null) {
      int added = after == null ? 0 : after.assets().size();
      int removed = before == null ? 0 : before.assets().size();
      return new Changes(added, removed, 0, before == null, true);
    }
    int added = 0;
    int updated = 0;
    for (Asset asset : after.assets().values()) {
      Asset known = before.assets().get(asset.name());
      added += known == null ? 1 : 0;
      updated += known != null && !known.equals(asset) ? 1 : 0;
    }
    return new Changes(
        added,
        before.assets().size() + added - after.assets().size(),
        updated,
        !before.documents().equals(after.documents())
            || !before.trail().statements().equals(after.trail().statements())
            || !before.marks().equals(after.marks())
            || !before.metadata().equals(after.metadata()),
        before.status() != after.status());
  }
}
