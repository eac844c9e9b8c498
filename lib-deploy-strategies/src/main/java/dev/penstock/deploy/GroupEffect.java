package dev.penstock.deploy;

import dev.penstock.process.Effect;
import dev.penstock.process.EffectKey;
import dev.penstock.process.Timer;
import java.time.Instant;

/** What one group asks of its host. */
sealed interface GroupEffect extends Effect {

  /** Begin a deployment, or find it begun, and report its end. */
  record StartDeployment(DeploymentPlan plan) implements GroupEffect {
    @Override
    public DeploymentKey key() {
      return DeploymentKey.child(plan.id());
    }
  }

  /** Those who wait for a deployment wait until it begins or ends; nothing is to be reported. */
  record AwaitTurn(String deployment) implements GroupEffect {
    @Override
    public EffectKey key() {
      return GroupKey.turn(deployment);
    }
  }

  /** Find the instances of a side, and report them. */
  record FindInstances(String deployment, String side) implements GroupEffect {
    @Override
    public EffectKey key() {
      return GroupKey.search(deployment);
    }
  }

  /** Ask that an instance be held longer; nothing is to be reported. */
  record SendHeartbeat(int hold, String instance, boolean isLaunch, int number)
      implements GroupEffect {
    @Override
    public EffectKey key() {
      return GroupKey.heartbeat(hold, number);
    }
  }

  /** Say what is to become of an instance that is held, and report that it was said. */
  record AnswerHook(int hold, String instance, boolean isLaunch, boolean proceeds, int attempt)
      implements GroupEffect {
    @Override
    public EffectKey key() {
      return GroupKey.answer(hold, attempt);
    }
  }

  /** Wake the group at an instant. */
  record WakeAt(GroupKey key, Instant due) implements GroupEffect, Timer {}
}
