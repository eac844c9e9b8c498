package dev.penstock.deploy.rollout;

import dev.penstock.deploy.analysis.MetricQuery;
import dev.penstock.deploy.strategy.RolloutHook;
import dev.penstock.deploy.strategy.RolloutStage;
import dev.penstock.deploy.traffic.RoutingTable;
import dev.penstock.deploy.traffic.TrafficSide;
import dev.penstock.process.Effect;
import dev.penstock.process.Timer;
import java.time.Instant;
import java.util.List;

/** What the rollouts of one service ask of their host. */
sealed interface RolloutEffect extends Effect {

  @Override
  RolloutKey key();

  /** Share the traffic so. */
  record Route(Position position, RoutingTable table, String stable, String fresh)
      implements RolloutEffect {
    @Override
    public RolloutKey key() {
      return RolloutKey.of("route", position);
    }
  }

  /** Have so many replicas of a side. */
  record Scale(Position position, TrafficSide side, String revision, int replicas)
      implements RolloutEffect {
    @Override
    public RolloutKey key() {
      return RolloutKey.of("scale", position);
    }
  }

  /** Bring a revision onto a host. */
  record MoveHost(RolloutKey key, Position position, String host, String revision, boolean isBack)
      implements RolloutEffect {}

  /** Ask a hook. */
  record CallHook(Position position, RolloutHook hook, RolloutStage stage, int step, Run run)
      implements RolloutEffect {

    /** What a hook is told about its rollout. */
    record Run(String revision, String stable, int weight, boolean isGoingBack) {}

    @Override
    public RolloutKey key() {
      return RolloutKey.of("hook", position);
    }
  }

  /** Measure a metric. */
  record Measure(int run, int analysis, MetricQuery query) implements RolloutEffect {
    @Override
    public RolloutKey key() {
      return RolloutKey.measure(run, analysis, query.metric(), query.number());
    }
  }

  /** Report the alarms until this is settled. */
  record WatchAlarms(int run, List<String> names) implements RolloutEffect {
    @Override
    public RolloutKey key() {
      return RolloutKey.alarms(run);
    }
  }

  /** Wake the rollout. */
  record WakeAt(RolloutKey key, Instant due) implements RolloutEffect, Timer {}
}
