package dev.penstock.deploy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far the plan of a deployment is, as the deployment sees it: its steps are those of a rollout
 * of its own, which orders one move after the other. Changed by {@link DeploymentState} alone.
 */
final class PlanProgress {

  /** How many shifts a plan may order: all steps, there and back, each tried several times. */
  static final int MOST_SHIFTS = 10_000;

  boolean isRunning;
  boolean isOver;

  /** Hosts that have come through the plan's leg, in the order of their ends; not kept for ever. */
  final List<String> ended = new ArrayList<>();

  /** Shifts that were ordered, so that each is made once. */
  final Set<String> shifts = new HashSet<>();

  @Nullable String shift; // ordered last
  int route; // which it led to; 0 before the first
  int overtaken; // the route that the last event took the place of; 0 if it took none's
  @Nullable String failure; // of the last shift
}
