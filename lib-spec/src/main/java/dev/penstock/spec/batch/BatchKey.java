package dev.penstock.spec.batch;

import dev.penstock.process.EffectKey;

/** What a request of a batch is known by. The shapes are promises. */
record BatchKey(String text) implements EffectKey {

  static final BatchKey PLAN = new BatchKey("plan");
  static final BatchKey COMBINE = new BatchKey("combine");

  static BatchKey build(String identifier) {
    return new BatchKey("build/" + identifier);
  }

  static BatchKey stop(String identifier) {
    return new BatchKey("stop/" + identifier);
  }
}
