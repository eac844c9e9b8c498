package dev.penstock.deploy.rollout;

import dev.penstock.process.EffectKey;

/** What a request of a rollout is known by. The shapes are promises. */
record RolloutKey(String text) implements EffectKey {

  static RolloutKey of(String what, Position position) {
    return new RolloutKey(what + "/" + position.text());
  }

  static RolloutKey timer(String what, Position position) {
    return new RolloutKey("timer/" + what + "/" + position.text());
  }

  static RolloutKey deadline(Position position, int progress) {
    return new RolloutKey("timer/deadline/" + position.text() + "/" + progress);
  }

  static RolloutKey wave(Position position, int wave) {
    return new RolloutKey("timer/wave/" + position.text() + "/" + wave);
  }

  static RolloutKey host(Position position, String host) {
    return new RolloutKey("host/" + position.text() + "/" + host);
  }

  static RolloutKey measure(int run, int analysis, String metric, int number) {
    return new RolloutKey("measure/" + run + "." + analysis + "/" + metric + "/" + number);
  }

  static RolloutKey look(int run, int analysis, int looks) {
    return new RolloutKey("timer/analysis/" + run + "." + analysis + "/" + looks);
  }

  static RolloutKey alarms(int run) {
    return new RolloutKey("alarms/" + run);
  }

  static RolloutKey wayBack(int run, int script) {
    return new RolloutKey("timer/back/" + run + "." + script);
  }

  static RolloutKey drain(int run, int script) {
    return new RolloutKey("timer/drain/" + run + "." + script);
  }
}
