package dev.penstock.deploy.simulation;

import dev.penstock.deploy.strategy.Rollout;
import java.time.Duration;

/** What a simulated rollout moves. */
interface Units {

  /** The rollout before its first move. */
  Rollout starting();

  /** Moves the next so many units, which are all healthy or all unhealthy. */
  Attempt attempt(int units, boolean healthy);

  /** Whether units are shares of the traffic, which serve while they move and can be sent back. */
  boolean isTraffic();

  /** What became of a move: how many failed, and when the last of them was done. */
  record Attempt(int failed, Duration took) {}
}
