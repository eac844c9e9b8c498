package dev.penstock.deploy.fleet;

import java.time.Duration;

/**
 * Hosts that are deployed to together, in the order in which a rollout attempts them.
 *
 * @param number 1 for the first wave of a plan
 * @param first the first host, from 0
 * @param hosts how many, 1 or more
 * @param healthy whether they serve beforehand, so that they are missing while the wave runs
 * @param hold how long the rollout waits after the wave, zero or more
 */
public record Wave(int number, int first, int hosts, boolean healthy, Duration hold) {

  /**
   * The host after the last one of this wave.
   *
   * @return above {@code first}
   */
  public int end() {
    return first + hosts;
  }
}
