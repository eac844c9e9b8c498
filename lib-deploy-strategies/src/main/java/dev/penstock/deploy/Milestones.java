package dev.penstock.deploy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Those who wait until a deployment has come to a point. They look at it when they come, and again
 * at each signal. When the process engine closes they are left alone: a pipeline's action that
 * waits has not failed then, and asks again after the restart. Safe for several threads.
 */
final class Milestones {
  private final List<Waiter> waiters = new CopyOnWriteArrayList<>();

  /**
   * A deployment as those who wait look at it.
   *
   * @param deployment the deployment
   * @param isRecorded whether its group has taken note of its end, and decided about a rollback
   */
  record Seen(Deployment deployment, boolean isRecorded) {}

  private record Waiter(
      String deployment,
      Function<DeploymentId, CompletionStage<Seen>> look,
      Predicate<Seen> isReached,
      CompletableFuture<Deployment> reached) {}

  CompletionStage<Deployment> await(
      DeploymentId id,
      Function<DeploymentId, CompletionStage<Seen>> look,
      Predicate<Seen> isReached) {
    Waiter waiter = new Waiter(id.text(), look, isReached, new CompletableFuture<>());
    waiters.add(waiter); // before looking, so that no signal is missed
    look(waiter, true);
    return waiter.reached;
  }

  void signal(String deployment) {
    for (Waiter waiter : waiters) {
      if (waiter.deployment.equals(deployment)) {
        look(waiter, false);
      }
    }
  }

  void fail(String deployment, Throwable cause) {
    if (isClosing(cause)) {
      return;
    }
    List<Waiter> present = List.copyOf(waiters);
    for (Waiter waiter : present) {
      if (waiter.deployment.equals(deployment)) {
        waiters.remove(waiter);
        waiter.reached.completeExceptionally(cause);
      }
    }
  }

  private void look(Waiter waiter, boolean isFirst) {
    waiter
        .look
        .apply(new DeploymentId(waiter.deployment))
        .whenComplete(
            (seen, failure) -> {
              if (failure != null) {
                if (isFirst || !isClosing(failure)) {
                  waiters.remove(waiter);
                  waiter.reached.completeExceptionally(failure);
                }
              } else if (waiter.isReached.test(seen)) {
                waiters.remove(waiter);
                waiter.reached.complete(seen.deployment());
              }
            });
  }

  private static boolean isClosing(Throwable failure) {
    return failure instanceof IllegalStateException
        || (failure instanceof CompletionException
            && failure.getCause() instanceof IllegalStateException);
  }
}
