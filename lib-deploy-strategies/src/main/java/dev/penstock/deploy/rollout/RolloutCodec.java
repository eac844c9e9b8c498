package dev.penstock.deploy.rollout;

import dev.penstock.process.EventCodec;
import dev.penstock.process.RecordEventCodec;
import java.lang.invoke.MethodHandles;

/** How the events of rollouts are written. */
final class RolloutCodec {
  static final EventCodec<RolloutEvent> EVENTS =
      RecordEventCodec.builder(RolloutEvent.class, MethodHandles.lookup()).buildLazily();

  private RolloutCodec() {}
}
