package dev.penstock.deploy;

import dev.penstock.process.Effect;
import dev.penstock.process.Timer;
import java.time.Instant;
import java.util.List;

/** What one deployment asks of its host. */
sealed interface DeploymentEffect extends Effect {

  @Override
  DeploymentKey key();

  /** Run a lifecycle event on a target, perhaps on the way back. */
  record RunLifecycleEvent(
      String instance, LifecycleEvent event, boolean isWayBack, DeploymentPlan plan)
      implements DeploymentEffect {
    @Override
    public DeploymentKey key() {
      return DeploymentKey.run(instance, event);
    }
  }

  /** Provide the replacement instances. */
  record ProvideFleet(DeploymentPlan plan) implements DeploymentEffect {
    @Override
    public DeploymentKey key() {
      return DeploymentKey.FLEET;
    }
  }

  /** Give up the instances of one side. */
  record TerminateFleet(int number, FleetLabel label, List<String> instances, DeploymentPlan plan)
      implements DeploymentEffect {
    @Override
    public DeploymentKey key() {
      return DeploymentKey.termination(number);
    }
  }

  /** Give the new side so many basis points of the traffic, and the old side the rest. */
  record RouteTraffic(int number, int basisPoints, DeploymentPlan plan)
      implements DeploymentEffect {
    @Override
    public DeploymentKey key() {
      return DeploymentKey.route(number);
    }
  }

  /** Carry out the plan by a rollout of these hosts, or find it under way, and report its end. */
  record RunPlan(DeploymentPlan plan, List<DeploymentPlan.Target> hosts)
      implements DeploymentEffect {
    @Override
    public DeploymentKey key() {
      return DeploymentKey.PLAN;
    }
  }

  /** Have that rollout go back, at once or as its plan says, and report its end. */
  record EndPlan(
      DeploymentPlan plan, List<DeploymentPlan.Target> hosts, String reason, boolean isAtOnce)
      implements DeploymentEffect {
    @Override
    public DeploymentKey key() {
      return DeploymentKey.PLAN_END;
    }
  }

  /** Report the alarms until this is settled. */
  record WatchAlarms(List<String> names) implements DeploymentEffect {
    @Override
    public DeploymentKey key() {
      return DeploymentKey.ALARMS;
    }
  }

  /** Tell whoever waits for it that the deployment can be continued. */
  record AnnounceReady(String deployment) implements DeploymentEffect {
    @Override
    public DeploymentKey key() {
      return DeploymentKey.READY;
    }
  }

  /** Wake the deployment. */
  record WakeAt(DeploymentKey key, Instant due) implements DeploymentEffect, Timer {}
}
