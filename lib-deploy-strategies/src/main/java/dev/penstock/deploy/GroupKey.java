package dev.penstock.deploy;

import dev.penstock.process.EffectKey;

/** What a request of a group is known by, but for its deployments. The shapes are promises. */
record GroupKey(String text) implements EffectKey {

  static GroupKey turn(String deployment) {
    return new GroupKey("turn/" + deployment);
  }

  static GroupKey search(String deployment) {
    return new GroupKey("search/" + deployment);
  }

  static GroupKey heartbeat(int hold, int number) {
    return new GroupKey("heartbeat/" + hold + "/" + number);
  }

  static GroupKey heartbeatTimer(int hold, int number) {
    return new GroupKey("timer/heartbeat/" + hold + "/" + number);
  }

  static GroupKey answer(int hold, int attempt) {
    return new GroupKey("answer/" + hold + "/" + attempt);
  }

  static GroupKey answerTimer(int hold, int attempt) {
    return new GroupKey("timer/answer/" + hold + "/" + attempt);
  }
}
