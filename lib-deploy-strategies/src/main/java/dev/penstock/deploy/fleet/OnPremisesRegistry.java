package dev.penstock.deploy.fleet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * Machines that are no instances of the cloud: registered by name, tagged, and found by the same
 * filters.
 *
 * <pre>{@code
 * OnPremisesRegistry machines = new OnPremisesRegistry();
 * machines.register("rack-7");
 * machines.tag("rack-7", "env", "prod");
 * }</pre>
 *
 * <p>Kept in memory: the host registers its machines again after a restart. Safe for several
 * threads.
 */
public final class OnPremisesRegistry implements InstanceSource {
  private final Map<String, FleetInstance> byName = new LinkedHashMap<>();

  /** Starts without machines. */
  public OnPremisesRegistry() {}

  /**
   * Registers a machine, without tags.
   *
   * @param name what {@link FleetInstance#ALLOWED_ID} says
   * @throws IllegalArgumentException if that is no name, or a machine of that name is registered
   */
  public void register(String name) {
    FleetInstance machine = FleetInstance.onPremises(name);
    synchronized (byName) {
      if (byName.putIfAbsent(name, machine) != null) {
        throw new IllegalArgumentException(
            "machine \"" + name + "\" is registered already; deregister it first");
      }
    }
  }

  /**
   * Tags a machine.
   *
   * @param name the machine
   * @param key 1 to 128 characters; its value is replaced if it has one
   * @param value 0 to 256 characters
   * @throws IllegalArgumentException if no such machine is registered or the tag is out of range
   */
  public void tag(String name, String key, String value) {
    change(name, machine -> machine.withTag(key, value));
  }

  /**
   * Takes a tag from a machine; nothing happens if it has none of that key.
   *
   * @param name the machine
   * @param key the tag's key
   * @throws IllegalArgumentException if no such machine is registered
   */
  public void untag(String name, String key) {
    change(name, machine -> machine.withoutTag(key));
  }

  /**
   * Deregisters a machine: it belongs to no group any more, and its tags are forgotten. What is
   * installed on it stays there (D-365).
   *
   * @param name the machine
   * @throws IllegalArgumentException if no such machine is registered
   */
  public void deregister(String name) {
    synchronized (byName) {
      if (byName.remove(name) == null) {
        throw unknown(name);
      }
    }
  }

  /**
   * Looks a machine up.
   *
   * @param name the machine
   * @return the machine with its tags, or empty if it is not registered
   */
  public Optional<FleetInstance> machine(String name) {
    synchronized (byName) {
      return Optional.ofNullable(byName.get(name));
    }
  }

  /**
   * All machines.
   *
   * @return a copy, in the order of their registration
   */
  public List<FleetInstance> machines() {
    synchronized (byName) {
      return List.copyOf(byName.values());
    }
  }

  @Override
  public CompletionStage<List<FleetInstance>> find(FleetSelection selection) {
    return CompletableFuture.completedStage(selection.select(machines()));
  }

  private void change(String name, UnaryOperator<FleetInstance> change) {
    synchronized (byName) {
      FleetInstance machine = byName.get(name);
      if (machine == null) {
        throw unknown(name);
      }
      byName.put(name, change.apply(machine));
    }
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException("no machine \"" + name + "\" is registered");
  }
}
