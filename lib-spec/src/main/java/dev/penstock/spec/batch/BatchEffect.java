package dev.penstock.spec.batch;

import dev.penstock.process.Effect;
import dev.penstock.process.EffectKey;
import dev.penstock.process.Signal;
import java.util.List;

/** What a batch asks of its host. */
sealed interface BatchEffect extends Effect {

  /** Read the plan. */
  record ReadPlan() implements BatchEffect {
    @Override
    public BatchKey key() {
      return BatchKey.PLAN;
    }
  }

  /** Run a build. */
  record RunBuild(PlannedBuild build) implements BatchEffect {
    @Override
    public BatchKey key() {
      return BatchKey.build(build.identifier());
    }
  }

  /** Ask a build to stop. */
  record StopBuild(String identifier) implements BatchEffect, Signal {
    @Override
    public BatchKey key() {
      return BatchKey.stop(identifier);
    }

    @Override
    public EffectKey target() {
      return BatchKey.build(identifier);
    }
  }

  /** Combine the artifacts of the builds that succeeded. */
  record CombineArtifacts(List<String> identifiers) implements BatchEffect {

    /** Copies the list. */
    public CombineArtifacts {
      identifiers = List.copyOf(identifiers);
    }

    @Override
    public BatchKey key() {
      return BatchKey.COMBINE;
    }
  }
}
