package dev.penstock.deploy.agent;

import dev.penstock.deploy.DeploymentId;
import dev.penstock.deploy.LifecycleEvent;
import dev.penstock.deploy.RevisionSource;
import java.io.IOException;
import java.util.Optional;

/** Whose install plan and scripts an event uses (table 2.4.1). */
final class HookSupplier {

  private HookSupplier() {}

  /** By the event's name; events that only their host knows belong to the present revision. */
  static RevisionSource of(String event, boolean isBlueGreenRollback) {
    for (LifecycleEvent known : LifecycleEvent.values()) {
      if (known.text().equals(event)) {
        return known.revisionSource(isBlueGreenRollback);
      }
    }
    return RevisionSource.CURRENT;
  }

  /**
   * The deployment whose bundle it is on an instance. An old one counts only until the present
   * deployment's bundle is there (D-097).
   *
   * @param home the instance's notes
   * @param present the present deployment
   * @return its id, or empty if there is none yet
   */
  static Optional<DeploymentId> on(RevisionSource source, InstanceHome home, DeploymentId present)
      throws IOException {
    if (source == RevisionSource.CURRENT || home.hasBundle(present)) {
      return Optional.of(present);
    }
    return source == RevisionSource.LAST_INSTALLED ? home.installed() : home.downloaded();
  }
}
