package dev.penstock.deploy;

import dev.penstock.deploy.rollout.OrderedBy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What happens to one deployment. Type and component names are part of the journal's format. */
sealed interface DeploymentEvent {

  /** When it happened, by the host's clock. */
  Instant at();

  /** The deployment exists and begins. */
  record DeploymentCreated(DeploymentPlan plan, Instant at) implements DeploymentEvent {}

  /**
   * Instances begin their lifecycle events; after the last of them ends, {@code hold} is waited.
   */
  record WaveStarted(List<String> instances, Duration hold, Instant at)
      implements DeploymentEvent {}

  /** A lifecycle event succeeded; the next one of the instance begins. */
  record LifecycleEventSucceeded(String instance, LifecycleEvent event, String logTail, Instant at)
      implements DeploymentEvent {}

  /** A lifecycle event failed. */
  record LifecycleEventFailed(
      String instance,
      LifecycleEvent event,
      LifecycleErrorCode code,
      String message,
      String logTail,
      Instant at)
      implements DeploymentEvent {}

  /** The lifecycle event that a target has been told to run is under way there. */
  record LifecycleEventStarted(String instance, LifecycleEvent event, Instant at)
      implements DeploymentEvent {}

  /** The replacement instances are there. */
  record FleetProvided(List<String> instances, Instant at) implements DeploymentEvent {}

  /** There will be no replacement instances. */
  record FleetNotProvided(String message, Instant at) implements DeploymentEvent {}

  /** Targets begin a further part of their way. */
  record LegStarted(Leg leg, Instant at) implements DeploymentEvent {}

  /** What is replaced, or what should have replaced it, is to be given up. */
  record TerminationStarted(int number, FleetLabel label, Instant at) implements DeploymentEvent {}

  /** It has been given up. */
  record FleetTerminated(int number, Instant at) implements DeploymentEvent {}

  /** It could not be given up. */
  record TerminationFailed(int number, String message, Instant at) implements DeploymentEvent {}

  /** A wait between two moves, or before routing is tried again, has begun. */
  record HoldStarted(int number, Instant until, Instant at) implements DeploymentEvent {}

  /** That wait is over. */
  record HoldElapsed(int number, Instant at) implements DeploymentEvent {}

  /** The present leg is over: as many targets as are needed are through it. */
  record FleetFinished(Instant at) implements DeploymentEvent {}

  /** Somebody must continue the deployment by an instant. */
  record ReadyWaitStarted(Instant until, Instant at) implements DeploymentEvent {}

  /** A wait has been ended, by an order or because its time was up. */
  record DeploymentContinued(WaitKind kind, Instant at) implements DeploymentEvent {}

  /** Traffic is to be routed so that the new side gets so many basis points. */
  record TrafficShiftStarted(int number, int basisPoints, Duration hold, Instant at)
      implements DeploymentEvent {}

  /** A route, there or back, is in effect. */
  record TrafficShifted(int number, Instant at) implements DeploymentEvent {}

  /** A route, there or back, could not be set. */
  record TrafficRoutingFailed(int number, String message, Instant at) implements DeploymentEvent {}

  /** A rollout of its own begins to carry out the plan. */
  record PlanStarted(Instant at) implements DeploymentEvent {}

  /** The plan has the new side get so many basis points, there or back. */
  record PlanShiftStarted(int number, String order, int basisPoints, Instant at)
      implements DeploymentEvent {}

  /** The plan has been carried out, or its way back. */
  record PlanEnded(boolean isSuccess, String reason, Instant at) implements DeploymentEvent {}

  /** All traffic has moved. */
  record TrafficFinished(Instant at) implements DeploymentEvent {}

  /** The old side is kept until an instant. */
  record BakeStarted(Instant until, Instant at) implements DeploymentEvent {}

  /** The deployment is going to end early: nothing new begins, and traffic goes back. */
  record StopOrdered(
      EndCause cause, String code, String reason, RollbackChoice rollback, Instant at)
      implements DeploymentEvent {

    private static final int LONGEST_CODE = 100;

    /** Cuts what is too long: anybody may be who stops, a strategy or a monitoring included. */
    public StopOrdered {
      code = cut(code, LONGEST_CODE);
      reason = cut(reason, OrderedBy.LONGEST_REASON);
    }

    /** The text, or as much of it as there is room for, whole characters only. */
    static String cut(String text, int longest) {
      if (text.length() <= longest) {
        return text;
      }
      int end = longest - 1;
      return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
          + "…";
    }
  }

  /** All traffic is to go back to the old side. */
  record TrafficReturnStarted(int number, Instant at) implements DeploymentEvent {}

  /** The end: the revision is where it should be. */
  record DeploymentSucceeded(Instant at) implements DeploymentEvent {}

  /** The end: it is not. */
  record DeploymentEnded(DeploymentStatus status, String code, String reason, Instant at)
      implements DeploymentEvent {}

  /**
   * Stands for all events before it, in a journal that was compacted: the first event there.
   *
   * @param trails what triggers tell of the instances
   * @param at of the last event that it stands for
   */
  record Checkpointed(
      DeploymentRemnant deployment, List<FollowedDeployment.Trail> trails, Instant at)
      implements DeploymentEvent {}
}
