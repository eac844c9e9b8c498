package dev.penstock.deploy.agent;

import java.util.ArrayList;
import java.util.List;

/**
 * What an agent does where the service's own agent, its documentation and common sense differ.
 *
 * <pre>{@code
 * AgentConformance careful = AgentConformance.SENSE.withCheckBeforeCleanup(true);
 * }</pre>
 *
 * @param copiesLinkedDirectories whether a link to a directory becomes a directory with copies of
 *     its files; otherwise it stays a link (D-049)
 * @param installedAfter at the end of which event a revision counts as the one installed last, such
 *     as {@code Install}; the deployment's last event stands for the whole deployment on the
 *     instance (D-096, D-463)
 * @param checksBeforeCleanup whether conflicts are looked for before the files of the installation
 *     before are removed, so that an impossible installation leaves everything as it was (D-470)
 * @param failsInterruptedScripts whether an event whose scripts a restart of the agent cut short
 *     fails; otherwise its scripts run again (D-095)
 * @param keptBundles how many bundles of a group are kept on an instance, at least 1 (D-113)
 * @param keepsBesidePresent whether the bundle of the present deployment is kept in addition to
 *     them (D-113)
 * @param matchesDeeper whether a permission's pattern or exception with a slash in it reaches files
 *     in deeper directories; otherwise it matches nothing (D-462)
 * @param permitsExistingDirectories whether directories that were there before get permissions too
 *     (D-469)
 */
public record AgentConformance(
    boolean copiesLinkedDirectories,
    String installedAfter,
    boolean checksBeforeCleanup,
    boolean failsInterruptedScripts,
    int keptBundles,
    boolean keepsBesidePresent,
    boolean matchesDeeper,
    boolean permitsExistingDirectories) {

  /** How many bundles are kept unless set. */
  public static final int DEFAULT_KEPT_BUNDLES = 5;

  /** The service's agent. */
  public static final AgentConformance AGENT =
      new AgentConformance(true, "Install", false, true, DEFAULT_KEPT_BUNDLES, false, false, false);

  /** What the service's documentation says. */
  public static final AgentConformance DOCUMENTATION =
      new AgentConformance(
          true, "ValidateService", false, true, DEFAULT_KEPT_BUNDLES, true, true, true);

  /**
   * Common sense, the default: links stay links, and after a restart everything is run again, as
   * the engine asks at least once.
   */
  public static final AgentConformance SENSE =
      new AgentConformance(
          false, "Install", false, false, DEFAULT_KEPT_BUNDLES, false, false, false);

  /** Refuses to keep no bundle, and an event without a name. */
  public AgentConformance {
    DeploymentSpecification.requireText(
        "installedAfter", installedAfter, 1, AgentMessage.LONGEST_EVENT);
    if (keptBundles < 1) {
      throw new IllegalArgumentException(
          "keptBundles: found " + keptBundles + "; allowed: 1 and above");
    }
  }

  /**
   * The same with links to directories copied or kept.
   *
   * @param value whether they are copied
   * @return a changed copy
   */
  public AgentConformance withLinkedDirectoriesCopied(boolean value) {
    return new AgentConformance(
        value,
        installedAfter,
        checksBeforeCleanup,
        failsInterruptedScripts,
        keptBundles,
        keepsBesidePresent,
        matchesDeeper,
        permitsExistingDirectories);
  }

  /**
   * The same with another event after which a revision counts as installed.
   *
   * @param event the event's name, 1 to {@link AgentMessage#LONGEST_EVENT} characters
   * @return a changed copy
   */
  public AgentConformance withInstalledAfter(String event) {
    return new AgentConformance(
        copiesLinkedDirectories,
        event,
        checksBeforeCleanup,
        failsInterruptedScripts,
        keptBundles,
        keepsBesidePresent,
        matchesDeeper,
        permitsExistingDirectories);
  }

  /**
   * The same with conflicts looked for before or after the cleanup.
   *
   * @param value whether before
   * @return a changed copy
   */
  public AgentConformance withCheckBeforeCleanup(boolean value) {
    return new AgentConformance(
        copiesLinkedDirectories,
        installedAfter,
        value,
        failsInterruptedScripts,
        keptBundles,
        keepsBesidePresent,
        matchesDeeper,
        permitsExistingDirectories);
  }

  /**
   * The same with interrupted scripts failing or running again.
   *
   * @param value whether they fail
   * @return a changed copy
   */
  public AgentConformance withInterruptedScriptsFailing(boolean value) {
    return new AgentConformance(
        copiesLinkedDirectories,
        installedAfter,
        checksBeforeCleanup,
        value,
        keptBundles,
        keepsBesidePresent,
        matchesDeeper,
        permitsExistingDirectories);
  }

  /**
   * The same with another number of bundles kept.
   *
   * @param count at least 1
   * @param besidePresent whether that of the present deployment is kept in addition
   * @return a changed copy
   */
  public AgentConformance withKeptBundles(int count, boolean besidePresent) {
    return new AgentConformance(
        copiesLinkedDirectories,
        installedAfter,
        checksBeforeCleanup,
        failsInterruptedScripts,
        count,
        besidePresent,
        matchesDeeper,
        permitsExistingDirectories);
  }

  /**
   * In what this differs from the service's agent.
   *
   * @return one line for each difference, which begins with the rule's id; empty for {@link #AGENT}
   */
  public List<String> deviations() {
    List<String> found = new ArrayList<>();
    if (!copiesLinkedDirectories) {
      found.add("D-049: a link to a directory stays a link");
    }
    if (failsInterruptedScripts != AGENT.failsInterruptedScripts) {
      found.add("D-095: scripts that a restart cut short run again");
    }
    if (!installedAfter.equals(AGENT.installedAfter)) {
      found.add("D-096: a revision counts as installed after " + installedAfter);
    }
    if (keepsBesidePresent) {
      found.add("D-113: " + keptBundles + " bundles are kept beside the present one");
    }
    if (matchesDeeper) {
      found.add("D-462: patterns with a slash reach into deeper directories");
    }
    if (permitsExistingDirectories) {
      found.add("D-469: directories that were there before get permissions too");
    }
    if (checksBeforeCleanup) {
      found.add("D-470: conflicts are looked for before the cleanup");
    }
    return found;
  }

  int mostBundles() {
    return keepsBesidePresent ? keptBundles + 1 : keptBundles;
  }
}
