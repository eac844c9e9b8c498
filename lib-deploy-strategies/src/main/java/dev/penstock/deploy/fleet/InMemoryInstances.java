package dev.penstock.deploy.fleet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * An inventory in memory, for hosts that hear of instances one by one and for tests.
 *
 * <pre>{@code
 * InMemoryInstances instances = new InMemoryInstances();
 * instances.put(FleetInstance.of("i-1").withTag("role", "web"));
 * }</pre>
 *
 * <p>Safe for several threads.
 */
public final class InMemoryInstances implements InstanceSource {
  private final Map<String, FleetInstance> byId = new LinkedHashMap<>();

  /** Starts without instances. */
  public InMemoryInstances() {}

  /**
   * Adds an instance, or replaces the one of the same id.
   *
   * @param instance the instance
   */
  public void put(FleetInstance instance) {
    synchronized (byId) {
      byId.put(instance.id(), instance);
    }
  }

  /**
   * Forgets an instance. What is installed on it stays there (D-365).
   *
   * @param id its id
   * @return whether it was there
   */
  public boolean remove(String id) {
    synchronized (byId) {
      return byId.remove(id) != null;
    }
  }

  /**
   * All instances.
   *
   * @return a copy, in the order in which they were added first
   */
  public List<FleetInstance> instances() {
    synchronized (byId) {
      return List.copyOf(byId.values());
    }
  }

  @Override
  public CompletionStage<List<FleetInstance>> find(FleetSelection selection) {
    return CompletableFuture.completedStage(selection.select(instances()));
  }
}
