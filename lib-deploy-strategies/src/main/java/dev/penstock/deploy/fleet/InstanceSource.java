package dev.penstock.deploy.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Knows which instances there are: an SPI that a host implements over its inventory.
 *
 * <p>Asked on the executor of the process engine whenever a deployment to a group that selects its
 * instances is about to begin, and again after a crash. Must not block: a slow inventory completes
 * the stage later. What it throws, or a stage that fails, ends that deployment with the reason.
 */
@FunctionalInterface
public interface InstanceSource {

  /**
   * Finds instances.
   *
   * @param selection what is looked for; the library applies it to the answer once more, so that an
   *     inventory that cannot search may answer with everything it has
   * @return completes with the instances in the order in which they may take turns; of two with the
   *     same id the first counts
   * @throws Exception if the inventory cannot be asked
   */
  CompletionStage<List<FleetInstance>> find(FleetSelection selection) throws Exception;

  /**
   * This source and another one: the instances of both.
   *
   * @param other the other source
   * @return a source that asks both
   */
  default InstanceSource and(InstanceSource other) {
    return selection -> {
      CompletableFuture<List<FleetInstance>> first = find(selection).toCompletableFuture();
      return first.thenCombine(
          other.find(selection),
          (ours, theirs) -> {
            List<FleetInstance> both = new ArrayList<>(ours);
            both.addAll(theirs);
            return List.copyOf(both);
          });
    };
  }
}
