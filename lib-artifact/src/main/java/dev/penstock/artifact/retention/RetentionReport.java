package dev.penstock.artifact.retention;

import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.retention.RetentionPlan.Removal;
import java.util.List;
import java.util.Objects;

/**
 * What became of a plan.
 *
 * @param repository the repository's name
 * @param policy the policy's name
 * @param removed what was removed, by package and version
 * @param skipped what was left alone, by package and version
 * @param freedBytes how much of what was removed no version of the domain refers to any more
 * @param sharedBytes how much of what was removed other versions of the domain still have
 * @param reclaimedBytes how much the reclaimer gave back to the disk
 */
public record RetentionReport(
    String repository,
    String policy,
    List<Removal> removed,
    List<Skipped> skipped,
    long freedBytes,
    long sharedBytes,
    long reclaimedBytes) {

  /** Copies the lists. */
  public RetentionReport {
    Objects.requireNonNull(repository, "repository");
    Objects.requireNonNull(policy, "policy");
    removed = List.copyOf(removed);
    skipped = List.copyOf(skipped);
  }

  /**
   * A version that is not as it was planned for.
   *
   * @param version which version
   * @param reason what has changed
   */
  public record Skipped(VersionCoordinates version, String reason) {

    /** Both parts are required. */
    public Skipped {
      Objects.requireNonNull(version, "version");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** The report as a table for people: a line for each version, then the sums. */
  @Override
  public String toString() {
    TextTable table = new TextTable("version", "became", "why");
    for (Removal removal : removed) {
      table.row(removal.version().toString(), removal.target().toString(), removal.reason());
    }
    for (Skipped one : skipped) {
      table.row(one.version().toString(), "left alone", one.reason());
    }
    return "Policy "
        + policy
        + " for repository "
        + repository
        + "\n"
        + table
        + removed.size()
        + " went, "
        + skipped.size()
        + " were left alone; "
        + freedBytes
        + " bytes freed, "
        + sharedBytes
        + " bytes shared with versions that stay, "
        + reclaimedBytes
        + " bytes reclaimed\n";
  }
}
