package dev.penstock.artifact.retention;

import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a policy would remove from a repository and why; nothing is removed yet. A value: look at
 * it, print it, keep it, or give it to {@link Retention#apply}.
 *
 * @param repository the repository's name
 * @param policy the policy's name
 * @param plannedAt the instant that ages were measured at
 * @param removals what would go, by package and version
 * @param kept what a rule selected and a protection keeps, by package and version
 * @param isSparingHeld whether versions that a review holds by the time of the removal stay
 * @param newest for each package of a removal the versions spared as the newest; nothing is removed
 *     from a package where these are not published any more
 * @param freedBytes how much no version of the domain would refer to any more
 * @param sharedBytes how much of what is removed other versions of the domain have too
 */
public record RetentionPlan(
    String repository,
    String policy,
    Instant plannedAt,
    List<Removal> removals,
    List<Kept> kept,
    boolean isSparingHeld,
    Map<PackageCoordinates, List<String>> newest,
    long freedBytes,
    long sharedBytes) {

  private static final Comparator<PackageCoordinates> BY_NAME =
      Comparator.comparing(PackageCoordinates::toString);

  /** Copies and sorts. */
  public RetentionPlan {
    Objects.requireNonNull(repository, "repository");
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(plannedAt, "plannedAt");
    removals = removals.stream().sorted(Comparator.comparing(r -> r.version().toString())).toList();
    kept = kept.stream().sorted(Comparator.comparing(k -> k.version().toString())).toList();
    newest = Map.copyOf(newest);
  }

  /**
   * A version that would go.
   *
   * @param version which version
   * @param status its status at the time of the plan; with another one it is left alone
   * @param revision its revision at the time of the plan; with another one it is left alone
   * @param bytes the sizes of its assets together
   * @param isForDownloads whether the reason depends on downloads; then a later one keeps it
   * @param lastDownload its last download at the time of the plan
   * @param target what becomes of it: Deleted, Disposed or Archived
   * @param reason the rule that selects it, in words
   */
  public record Removal(
      VersionCoordinates version,
      VersionStatus status,
      String revision,
      long bytes,
      boolean isForDownloads,
      Optional<Instant> lastDownload,
      VersionStatus target,
      String reason) {

    /** All parts are required. */
    public Removal {
      Objects.requireNonNull(version, "version");
      Objects.requireNonNull(status, "status");
      Objects.requireNonNull(revision, "revision");
      Objects.requireNonNull(lastDownload, "lastDownload");
      Objects.requireNonNull(target, "target");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * A version that stays, though a rule selects it.
   *
   * @param version which version
   * @param reason the rule that selects it, in words
   * @param protection what keeps it
   */
  public record Kept(VersionCoordinates version, String reason, String protection) {

    /** All parts are required. */
    public Kept {
      Objects.requireNonNull(version, "version");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(protection, "protection");
    }
  }

  /** The removals of each package. */
  Map<PackageCoordinates, List<Removal>> byPackage() {
    Map<PackageCoordinates, List<Removal>> groups = new TreeMap<>(BY_NAME);
    for (Removal removal : removals) {
      groups.computeIfAbsent(removal.version().of(), of -> new ArrayList<>()).add(removal);
    }
    return groups;
  }

  /** The plan as a table for people: a line for each version, then the sums. */
  @Override
  public String toString() {
    TextTable table = new TextTable("version", "bytes", "becomes", "why");
    for (Removal removal : removals) {
      table.row(
          removal.version().toString(),
          Long.toString(removal.bytes()),
          removal.target().toString(),
          removal.reason());
    }
    for (Kept one : kept) {
      table.row(
          one.version().toString(), "", "stays", one.protection() + " (" + one.reason() + ")");
    }
    return "Plan of policy "
        + policy
        + " for repository "
        + repository
        + " at "
        + plannedAt
        + "\n"
        + table
        + removals.size()
        + " go, "
        + kept.size()
        + " stay protected; "
        + freedBytes
        + " bytes are freed, "
        + sharedBytes
        + " bytes are shared with versions that stay\n";
  }
}
