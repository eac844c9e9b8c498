package dev.penstock.deploy;

import dev.penstock.process.EffectKey;

/** What a request of a deployment or a group is known by. The shapes are promises. */
record DeploymentKey(String text) implements EffectKey {
  static final DeploymentKey ALARMS = new DeploymentKey("alarms");
  static final DeploymentKey READY = new DeploymentKey("ready");
  static final DeploymentKey READY_TIMEOUT = new DeploymentKey("timer/ready");
  static final DeploymentKey BAKE = new DeploymentKey("timer/bake");

  static final DeploymentKey FLEET = new DeploymentKey("fleet");
  static final DeploymentKey PLAN = new DeploymentKey("plan");
  static final DeploymentKey PLAN_END = new DeploymentKey("plan/end");
  static final DeploymentKey DEADLINE = new DeploymentKey("timer/deadline");

  static DeploymentKey run(String instance, LifecycleEvent event) {
    return new DeploymentKey("run/" + instance + "/" + event.text());
  }

  static DeploymentKey timeout(String instance, LifecycleEvent event) {
    return new DeploymentKey("timer/" + instance + "/" + event.text());
  }

  static DeploymentKey start(String instance, LifecycleEvent event) {
    return new DeploymentKey("timer/" + instance + "/" + event.text() + "/start");
  }

  static DeploymentKey termination(int number) {
    return new DeploymentKey("termination/" + number);
  }

  static DeploymentKey route(int number) {
    return new DeploymentKey("route/" + number);
  }

  static DeploymentKey hold(int number) {
    return new DeploymentKey("timer/hold/" + number);
  }

  static DeploymentKey child(String deployment) {
    return new DeploymentKey("deployment/" + deployment);
  }
}
