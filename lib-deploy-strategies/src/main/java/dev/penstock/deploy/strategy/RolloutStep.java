package dev.penstock.deploy.strategy;

import dev.penstock.deploy.analysis.Analysis;
import dev.penstock.deploy.traffic.RequestRoute;
import dev.penstock.deploy.traffic.TrafficMirror;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * One step of a {@link RolloutPlan}. Steps are made by its builder; this is how they are read
 * (RP-100).
 */
public sealed interface RolloutStep {

  /**
   * Brings a share of the requests to the new side.
   *
   * @param weight above that of the step before; 100 % may be left to the end of the plan (RP-101)
   */
  record ShiftTo(Weight weight) implements RolloutStep {

    /** Refuses null. */
    public ShiftTo {
      Objects.requireNonNull(weight, "weight");
    }
  }

  /**
   * Brings a group of users to the new side: a ring, a tenant, a zone, a region.
   *
   * @param cohort its name, as the host's requests carry it
   */
  record Admit(String cohort) implements RolloutStep {

    /** Refuses what is no name. */
    public Admit {
      RolloutNames.require("cohort", cohort);
    }
  }

  /**
   * Brings the revision onto hosts, in the waves of a strategy.
   *
   * @param cohort of the hosts, such as a zone; empty for all that are left
   * @param strategy its name, as {@link DeploymentStrategy#named} reads it
   */
  record MoveHosts(String cohort, String strategy) implements RolloutStep {

    /** Refuses null. */
    public MoveHosts {
      Objects.requireNonNull(cohort, "cohort");
      Objects.requireNonNull(strategy, "strategy");
    }
  }

  /**
   * Waits for a time (RP-07).
   *
   * @param time above zero, up to 365 days
   */
  record Hold(Duration time) implements RolloutStep {

    /** Refuses a time out of range. */
    public Hold {
      Shares.requireInterval("hold", time);
      if (time.isZero()) {
        throw new IllegalArgumentException("hold: PT0S is out of range; allowed: above zero");
      }
    }
  }

  /**
   * Waits until somebody resumes the rollout (RP-08).
   *
   * @param limit how long, and what happens then; for ever if empty
   */
  record Pause(Optional<WaitLimit> limit) implements RolloutStep {

    /** Refuses null. */
    public Pause {
      Objects.requireNonNull(limit, "limit");
    }
  }

  /**
   * Waits until a calendar is open.
   *
   * @param calendar windows and freezes
   */
  record AwaitWindow(ReleaseCalendar calendar) implements RolloutStep {

    /** Refuses null. */
    public AwaitWindow {
      Objects.requireNonNull(calendar, "calendar");
    }
  }

  /**
   * Asks a hook: a test, a policy, a monitor, a plug-in, a person.
   *
   * @param hook a hook without stages
   */
  record CallHook(RolloutHook hook) implements RolloutStep {

    /** Refuses null. */
    public CallHook {
      Objects.requireNonNull(hook, "hook");
    }
  }

  /**
   * Judges metrics before going on (RP-19).
   *
   * @param analysis what is measured
   * @param time how long; until the analysis ends by itself if empty
   */
  record Analyse(Analysis analysis, Optional<Duration> time) implements RolloutStep {

    /** Refuses a time out of range. */
    public Analyse {
      Objects.requireNonNull(analysis, "analysis");
      requireTime("analysis", time);
    }
  }

  /**
   * Starts a baseline and a trial of one size, compares them, and takes both away (RP-21).
   *
   * @param name 1 to 100 characters
   * @param replicas of either, at least 1
   * @param each the share of the traffic of either, taken from the stable side; nothing for none
   * @param analysis what is compared
   * @param time how long; until the analysis ends by itself if empty
   */
  record Experiment(
      String name, int replicas, Weight each, Analysis analysis, Optional<Duration> time)
      implements RolloutStep {

    /** Refuses values out of range. */
    public Experiment {
      RolloutNames.require("experiment", name);
      Objects.requireNonNull(each, "each");
      Objects.requireNonNull(analysis, "analysis");
      if (replicas < 1 || replicas > ScaleTarget.MOST_REPLICAS) {
        throw new IllegalArgumentException(
            "experiment "
                + name
                + ": "
                + replicas
                + " replicas; allowed: 1 to "
                + ScaleTarget.MOST_REPLICAS);
      }
      requireTime("experiment " + name, time);
    }
  }

  /**
   * Sets a route to the new side by headers or cookies (RP-23), or takes one away.
   *
   * @param route its name is one that the plan declares
   */
  record SetRoute(RequestRoute route) implements RolloutStep {

    /** Refuses null. */
    public SetRoute {
      Objects.requireNonNull(route, "route");
    }
  }

  /**
   * Copies requests to the new side (RP-24), or ends that.
   *
   * @param mirror its name is one that the plan declares
   */
  record SetMirror(TrafficMirror mirror) implements RolloutStep {

    /** Refuses null. */
    public SetMirror {
      Objects.requireNonNull(mirror, "mirror");
    }
  }

  /**
   * Sets the size of the new side apart from its weight (RP-10), or joins the two again.
   *
   * @param target how large
   */
  record SetScale(ScaleTarget target) implements RolloutStep {

    /** Refuses null. */
    public SetScale {
      Objects.requireNonNull(target, "target");
    }
  }

  /**
   * Sets which share of the replicas asked for has to be ready before the rollout goes on (RP-13).
   *
   * @param share above nothing
   */
  record SetReadyShare(Weight share) implements RolloutStep {

    /** Refuses nothing. */
    public SetReadyShare {
      Scaling.requireShare(share);
    }
  }

  private static void requireTime(String what, Optional<Duration> time) {
    if (time.isPresent()) {
      Shares.requireInterval(what, time.get());
      if (time.get().isZero()) {
        throw new IllegalArgumentException(what + ": PT0S is out of range; allowed: above zero");
      }
    }
  }
}
