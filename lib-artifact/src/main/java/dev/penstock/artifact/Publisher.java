package dev.penstock.artifact;

import java.util.Objects;
import java.util.Optional;

/**
 * Who publishes, and what it was made from.
 *
 * <pre>{@code
 * Publisher.of("ci").withBuild(new BuildId("checkout", "1042"), "Release/publish/1")
 *     .withSourceRevision("4f1c2b7")
 * }</pre>
 *
 * @param name a user or program as the host knows it; up to 255 characters, empty if not told
 * @param build the pipeline execution that publishes; empty if none does
 * @param action the action of the build that publishes, {@code stage/action/attempt}; up to 1,024
 *     characters, empty if none does
 * @param sourceRevision the revision that was built, such as a commit; up to 1,500 characters,
 *     empty if not told
 */
public record Publisher(
    String name, Optional<BuildId> build, String action, String sourceRevision) {

  /** Nobody has told. */
  public static final Publisher UNKNOWN = new Publisher("", Optional.empty(), "", "");

  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_ACTION = 1_024;
  private static final int LONGEST_REVISION = 1_500;

  /** Checks all parts, and reports all faults. */
  public Publisher {
    Objects.requireNonNull(build, "build");
    Faults faults = new Faults();
    faults.length("name", name, LONGEST_NAME);
    faults.length("action", action, LONGEST_ACTION);
    faults.length("sourceRevision", sourceRevision, LONGEST_REVISION);
    faults.throwIfAny("publisher");
  }

  /**
   * A user or program.
   *
   * @param name as the host knows it
   * @return a publisher outside of any build
   */
  public static Publisher of(String name) {
    return new Publisher(name, Optional.empty(), "", "");
  }

  /**
   * The same in a build.
   *
   * @param wanted the pipeline execution
   * @param itsAction the action, {@code stage/action/attempt}
   * @return a copy
   */
  public Publisher withBuild(BuildId wanted, String itsAction) {
    return new Publisher(name, Optional.of(wanted), itsAction, sourceRevision);
  }

  /**
   * The same with what was built.
   *
   * @param wanted such as a commit
   * @return a copy
   */
  public Publisher withSourceRevision(String wanted) {
    return new Publisher(name, build, action, wanted);
  }
}
