package dev.penstock.deploy;

import dev.penstock.revision.Revision;
import java.util.List;
import java.util.Objects;

/**
 * What a deployment wants of a {@link FleetProvider}.
 *
 * @param key names this order and no other; the same when it is given again after a restart
 * @param deployment the deployment that asks
 * @param group the group's name
 * @param fleet what the fleet is called: a side of the group, or {@code
 *     CodeDeploy_<group>_<deployment>} for one that is created (D-321)
 * @param label whether it is the original or the replacement
 * @param instances whom to give up; for a fleet to create, the original instances to go by
 * @param count how many instances are wanted, 0 when giving up; for a task set 1, itself
 * @param revision what is being deployed
 * @param isRepeat whether it may have been carried out before a restart
 */
public record FleetOrder(
    String key,
    DeploymentId deployment,
    String group,
    String fleet,
    FleetLabel label,
    List<String> instances,
    int count,
    Revision revision,
    boolean isRepeat) {

  /** Copies the list. */
  public FleetOrder {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(deployment, "deployment");
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(fleet, "fleet");
    Objects.requireNonNull(label, "label");
    instances = List.copyOf(instances);
    Objects.requireNonNull(revision, "revision");
  }
}
