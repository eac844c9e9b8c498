package dev.penstock.source;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A source action as triggers see it.
 *
 * @param name its name
 * @param provider its provider
 * @param repository the repository that it fetches; empty if its configuration names none, so that
 *     events of any repository concern it
 * @param branch the branch that it fetches unless an event names another; empty if its
 *     configuration names none
 * @param detectsChanges whether pushes to that branch start the pipeline when no trigger watches
 *     the action
 */
public record SourceAction(
    String name,
    String provider,
    Optional<String> repository,
    Optional<String> branch,
    boolean detectsChanges) {

  /** The key in a source action's configuration that names the repository. */
  public static final String REPOSITORY = "FullRepositoryId";

  /** The key in a source action's configuration that names the branch. */
  public static final String BRANCH = "BranchName";

  /** The key in a source action's configuration that may say {@code false}. */
  public static final String DETECT_CHANGES = "DetectChanges";

  /** All parts are required. */
  public SourceAction {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(repository, "repository");
    Objects.requireNonNull(branch, "branch");
  }

  /**
   * Reads what triggers need from an action's configuration: {@value #REPOSITORY}, {@value #BRANCH}
   * and {@value #DETECT_CHANGES}.
   *
   * @param name its name
   * @param provider its provider
   * @param configuration its configuration
   * @return the source action
   */
  public static SourceAction of(String name, String provider, Map<String, String> configuration) {
    return new SourceAction(
        name,
        provider,
        Optional.ofNullable(configuration.get(REPOSITORY)),
        Optional.ofNullable(configuration.get(BRANCH)),
        !"false".equals(configuration.get(DETECT_CHANGES)));
  }
}
