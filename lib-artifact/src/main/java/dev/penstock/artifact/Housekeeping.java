package dev.penstock.artifact;

import dev.penstock.artifact.store.Catalogue;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What programs that keep a repository in order need: all of its versions, and a change that is
 * decided on together with what it is decided on. Safe for several threads.
 */
public final class Housekeeping {

  /** The most versions that {@link #retire} changes in one step, {@value}. */
  public static final int MOST_RETIRED = 100;

  private static final int CHUNK = 1_000;

  private final VersionRecords records;
  private final PackageChanges packages;
  private final ReaderGate readers;
  private final InstantSource clock;

  Housekeeping(
      VersionRecords records, PackageChanges packages, ReaderGate readers, InstantSource clock) {
    this.records = records;
    this.packages = packages;
    this.readers = readers;
    this.clock = clock;
  }

  /**
   * Sees one thing after the other. What it throws ends the walk.
   *
   * @param <T> what it sees
   */
  @FunctionalInterface
  public interface Visitor<T> {

    /**
     * Sees one.
     *
     * @param one the next one
     * @throws IOException if it cannot go on
     */
    void visit(T one) throws IOException;
  }

  /** Decides what becomes of versions of a package. */
  @FunctionalInterface
  public interface Retirement {

    /**
     * Decides. Called again if somebody changed the package before the decision was stored, so it
     * must depend on nothing but what it is given.
     *
     * @param current the package's versions as they are at this moment
     * @return version to Published, Unlisted, Archived, Disposed or Deleted; at most {@value
     *     Housekeeping#MOST_RETIRED}
     * @throws IOException if a version cannot be read
     */
    Map<String, VersionStatus> decide(Current current) throws IOException;
  }

  /** The versions of a package at the moment of a decision. */
  public interface Current {

    /**
     * Finds a version.
     *
     * @param version which version
     * @return what is known about it; empty if it is not there
     * @throws IOException if it cannot be read
     */
    Optional<VersionDescription> find(String version) throws IOException;

    /**
     * Whether a review holds a version. If that changes, the decision is asked for again.
     *
     * @param version which version
     * @return true if it is held
     * @throws IOException if the review cannot be read
     * @see Quarantine#hold
     */
    boolean isHeld(String version) throws IOException;
  }

  /**
   * Walks over the packages in their order.
   *
   * @param visitor sees each
   * @throws IOException if they cannot be read, or the visitor throws it
   */
  public void packages(Visitor<PackageCoordinates> visitor) throws IOException {
    @Nullable PackageCoordinates last = null;
    List<PackageCoordinates> chunk;
    do {
      chunk = records.packages(null, last, CHUNK);
      for (PackageCoordinates coordinates : chunk) {
        visitor.visit(coordinates);
        last = coordinates;
      }
    } while (chunk.size() == CHUNK);
  }

  /**
   * Walks over the versions of a package, whatever their status and whoever may read them.
   *
   * @param coordinates the package
   * @param visitor sees each, in the order of their texts
   * @throws IOException if they cannot be read, or the visitor throws it
   */
  public void versions(PackageCoordinates coordinates, Visitor<StoredVersion> visitor)
      throws IOException {
    @Nullable String last = null;
    List<VersionCoordinates> chunk;
    do {
      chunk = records.versions(coordinates, last, CHUNK);
      for (VersionCoordinates version : chunk) {
        last = version.version();
        Optional<VersionRecord> record = records.find(version).map(VersionRecords.Stored::value);
        if (record.isPresent()) {
          visitor.visit(new StoredVersion(record.get().describe(version), record.get().contents()));
        }
      }
    } while (chunk.size() == CHUNK);
  }

  /**
   * Finds the versions of a package that reviews hold.
   *
   * @param coordinates the package
   * @return the versions, of which some may not be there
   * @throws IOException if reviews cannot be read
   * @see Quarantine#hold
   */
  public Set<String> held(PackageCoordinates coordinates) throws IOException {
    return readers.held(coordinates);
  }

  /**
   * Changes versions of one package, as decided on what they are at that moment: all of the
   * decision in one step, which no other change of the package comes before.
   *
   * @param coordinates the package
   * @param retirement decides
   * @return what it decided in the end, and what is stored now
   * @throws IllegalArgumentException if the decision has too many versions, or one that is not
   *     there or cannot become so; nothing is changed then
   * @throws IOException if the catalogue cannot be read or written
   * @see Catalogue#commit
   */
  public Map<String, VersionStatus> retire(PackageCoordinates coordinates, Retirement retirement)
      throws IOException {
    return packages.change(
        coordinates,
        draft -> {
          Map<String, VersionStatus> decided = new TreeMap<>(retirement.decide(new Drafted(draft)));
          if (decided.size() > MOST_RETIRED) {
            throw new IllegalArgumentException(
                decided.size() + " versions in a decision; allowed: at most " + MOST_RETIRED);
          }
          for (Map.Entry<String, VersionStatus> entry : decided.entrySet()) {
            change(draft, entry.getKey(), Objects.requireNonNull(entry.getValue()));
          }
          return decided;
        });
  }

  /** A package as a draft has it. */
  private final class Drafted implements Current {
    private final PackageDraft draft;
    private final Map<String, Boolean> held = new HashMap<>();

    Drafted(PackageDraft draft) {
      this.draft = draft;
    }

    @Override
    public Optional<VersionDescription> find(String version) throws IOException {
      return draft
          .find(version)
          .map(record -> record.describe(draft.coordinates().version(version)));
    }

    @Override
    public boolean isHeld(String version) throws IOException {
      Boolean known = held.get(version);
      if (known == null) {
        known = readers.isHeld(draft.coordinates().version(version), draft::with);
        held.put(version, known);
      }
      return known;
    }
  }

  private void change(PackageDraft draft, String version, VersionStatus target) throws IOException {
    Optional<VersionRecord> before = draft.find(version);
    if (before.isEmpty() || !VersionChanges.isAllowed(before.get().status(), target)) {
      throw new IllegalArgumentException(
          draft.coordinates().version(version)
              + " is "
              + before.map(record -> record.status().toString()).orElse("not there")
              + " and cannot become "
              + target);
    }
    if (target == VersionStatus.DELETED) {
      draft.remove(version);
    } else {
      draft.put(version, before.get().withStatus(target, clock.instant()));
    }
  }
}
