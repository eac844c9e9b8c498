package dev.penstock.deploy.agent;

import dev.penstock.deploy.DeploymentId;
import java.io.IOException;
import java.util.Optional;

/** Whose install plan and scripts an event uses (table 2.4.1). */
enum HookSupplier {
  /** The revision being deployed. */
  CURRENT,
  /** The one that was installed last. */
  INSTALLED,
  /** The one that was downloaded last, installed or not. */
  DOWNLOADED;

  static HookSupplier of(String event, boolean isBlueGreenRollback) {
    return switch (event) {
      case "BeforeBlockTraffic", "AfterBlockTraffic" ->
          isBlueGreenRollback ? DOWNLOADED : INSTALLED;
      case "ApplicationStop" -> INSTALLED;
      case "BeforeAllowTraffic", "AfterAllowTraffic" -> isBlueGreenRollback ? INSTALLED : CURRENT;
      default -> CURRENT;
    };
  }

  /**
   * The deployment whose bundle it is on an instance. An old one counts only until the present
   * deployment's bundle is there (D-097).
   *
   * @param home the instance's notes
   * @param present the present deployment
   * @return its id, or empty if there is none yet
   */
  Optional<DeploymentId> on(InstanceHome home, DeploymentId present) throws IOException {
    if (this == CURRENT || home.hasBundle(present)) {
      return Optional.of(present);
    }
    return this == INSTALLED ? home.installed() : home.downloaded();
  }
}
