package dev.penstock.deploy;

import dev.penstock.process.EventCodec;
import dev.penstock.process.RecordEventCodec;
import java.lang.invoke.MethodHandles;

/** How the events of deployments and groups are written. */
final class EventCodecs {
  static final EventCodec<DeploymentEvent> DEPLOYMENT =
      RecordEventCodec.builder(DeploymentEvent.class, MethodHandles.lookup()).buildLazily();
  static final EventCodec<GroupEvent> GROUP =
      RecordEventCodec.builder(GroupEvent.class, MethodHandles.lookup()).buildLazily();

  private EventCodecs() {}
}
