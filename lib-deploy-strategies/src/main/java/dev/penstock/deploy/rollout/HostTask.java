package dev.penstock.deploy.rollout;

import java.util.Objects;
import java.util.Optional;

/**
 * A revision for a host.
 *
 * @param key names this task and no other; the same when it is asked for again
 * @param service the service's name
 * @param host the host's name
 * @param revision what it is to run; empty to take away what the first rollout brought
 * @param isBack whether it is on the way back
 * @param isRepeat whether it was asked for before a restart
 */
public record HostTask(
    String key,
    String service,
    String host,
    Optional<String> revision,
    boolean isBack,
    boolean isRepeat) {

  /** Refuses null. */
  public HostTask {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(revision, "revision");
  }
}
