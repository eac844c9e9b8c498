package dev.penstock.deploy.rollout;

import dev.penstock.engine.ProcessListener;

/**
 * Hears what happens to rollouts, once it is durable (RP-45): an SPI. How it is passed on is up to
 * the host.
 *
 * <pre>{@code
 * ProcessEngine.builder().listener(RolloutListener.adapt(notice -> chat.post(notice.toString())))
 * }</pre>
 *
 * <p>Called on the executor of the process engine, one call at a time, in the order of each
 * service's journal; live delivery is at most once. What it throws is logged and goes no further.
 */
@FunctionalInterface
public interface RolloutListener {

  /**
   * Something has happened.
   *
   * @param notice what
   */
  void onNotice(RolloutNotice notice);

  /**
   * Makes a listener of a process engine out of one of rollouts; it passes over other processes.
   *
   * @param listener hears of rollouts
   * @return to be given to the process engine's builder
   */
  static ProcessListener adapt(RolloutListener listener) {
    return (process, sequence, event) -> {
      if (event instanceof RolloutEvent rollout) {
        listener.onNotice(RolloutNotice.of(process, sequence, rollout));
      }
    };
  }
}
