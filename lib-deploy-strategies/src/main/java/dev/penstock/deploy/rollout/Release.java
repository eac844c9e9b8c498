package dev.penstock.deploy.rollout;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What is rolled out.
 *
 * <pre>{@code
 * Release.of("r42").withReplicas(10)
 * Release.of("r43").asEmergency("ann", "stops the data loss")
 * }</pre>
 *
 * @param revision names it, 1 to 200 characters
 * @param replicas of the new side in the end; 0 if Penstock does not scale
 * @param hosts that the revision is brought onto, at most {@value #MOST_HOSTS}; none for plans
 *     without steps of hosts
 * @param followsEveryStep whether the steps of the plan are followed even where it would skip them:
 *     within the rollback window, and in the first rollout
 * @param bypass who may go past steps, analyses, pauses and alarms, and why; empty for nobody
 *     (RP-32)
 * @param replaces the revision that serves now, as the host knows it; empty for the last one that
 *     was rolled out to everybody
 */
public record Release(
    String revision,
    int replicas,
    List<RolloutHost> hosts,
    boolean followsEveryStep,
    Optional<OrderedBy> bypass,
    Optional<String> replaces) {

  /** The most hosts. */
  public static final int MOST_HOSTS = 100_000;

  /** The most replicas. */
  public static final int MOST_REPLICAS = 1_000_000;

  /** Copies the hosts; refuses numbers out of range and hosts that are there twice. */
  public Release {
    Objects.requireNonNull(bypass, "bypass");
    Objects.requireNonNull(replaces, "replaces");
    replaces.ifPresent(Release::requireName);
    hosts = List.copyOf(hosts);
    requireName(revision);
    if (replicas < 0 || replicas > MOST_REPLICAS) {
      throw new IllegalArgumentException(
          "replicas: " + replicas + " is out of range; allowed: 0 to " + MOST_REPLICAS);
    }
    if (hosts.size() > MOST_HOSTS) {
      throw new IllegalArgumentException(
          "hosts: there are " + hosts.size() + "; allowed: up to " + MOST_HOSTS);
    }
    Set<String> names = new HashSet<>();
    for (RolloutHost host : hosts) {
      if (!names.add(host.name())) {
        throw new IllegalArgumentException("hosts: " + host.name() + " is there twice");
      }
    }
  }

  private static void requireName(String revision) {
    if (revision.isBlank() || revision.length() > 200) {
      throw new IllegalArgumentException(
          "revision: a name of " + revision.length() + " characters; allowed: 1 to 200");
    }
  }

  /**
   * A release of a revision.
   *
   * @param revision names it
   * @return a release without replicas and hosts
   */
  public static Release of(String revision) {
    return new Release(revision, 0, List.of(), false, Optional.empty(), Optional.empty());
  }

  /**
   * The same, scaled by Penstock.
   *
   * @param count replicas of the new side in the end, above 0
   * @return a copy
   */
  public Release withReplicas(int count) {
    return new Release(revision, count, hosts, followsEveryStep, bypass, replaces);
  }

  /**
   * The same, brought onto hosts.
   *
   * @param all the hosts
   * @return a copy
   */
  public Release onHosts(List<RolloutHost> all) {
    return new Release(revision, replicas, all, followsEveryStep, bypass, replaces);
  }

  /**
   * The same, following every step even within the rollback window, and even if nobody is served
   * yet.
   *
   * @return a copy
   */
  public Release followingEveryStep() {
    return new Release(revision, replicas, hosts, true, bypass, replaces);
  }

  /**
   * The same as an emergency: steps, analyses, pauses and windows are skipped, and alarms and
   * background analyses do not stop it. Hooks still run. The history tells who and why.
   *
   * @param who takes responsibility
   * @param why the reason
   * @return a copy
   */
  public Release asEmergency(String who, String why) {
    return new Release(
        revision,
        replicas,
        hosts,
        followsEveryStep,
        Optional.of(new OrderedBy(who, why)),
        replaces);
  }

  /**
   * The same in the place of a revision that serves now but was not rolled out by this service: by
   * other means, or before there were rollouts. Its steps are followed, although it may be the
   * first rollout.
   *
   * @param present the revision that serves now, 1 to 200 characters
   * @return a copy
   */
  public Release replacing(String present) {
    return new Release(revision, replicas, hosts, followsEveryStep, bypass, Optional.of(present));
  }
}
