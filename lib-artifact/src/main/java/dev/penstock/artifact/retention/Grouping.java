package dev.penstock.artifact.retention;

/**
 * Which versions of a package are counted together: an SPI of one method.
 *
 * <pre>{@code
 * rule.beyondNewest(10, Grouping.PACKAGE)
 * rule.beyondNewest(3, Grouping.mark("branch"))
 * }</pre>
 *
 * <p>Must be a function of the candidate alone. Called on the thread that plans; what it throws
 * fails the plan.
 */
@FunctionalInterface
public interface Grouping {
  /** All versions of a package. */
  Grouping PACKAGE = candidate -> "";

  /** Those of a package that have the same status. */
  Grouping STATUS = candidate -> candidate.version().status().toString();

  /**
   * The group of a version.
   *
   * @param candidate the version
   * @return the group's name, such as that of a branch; any text
   */
  String groupOf(RetentionCandidate candidate);

  /**
   * Those of a package that have the same mark, such as the branch they were built from; all
   * without it are one group.
   *
   * @param name the mark's name
   * @return the grouping
   * @see dev.penstock.artifact.VersionDescription#marks
   */
  static Grouping mark(String name) {
    return candidate -> candidate.version().marks().getOrDefault(name, "");
  }
}
