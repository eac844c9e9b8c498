package dev.penstock.process.simulation;

import dev.penstock.process.Effect;
import dev.penstock.process.EffectKey;
import dev.penstock.process.Signal;
import dev.penstock.process.Timer;
import java.time.Instant;

/** What the process of the driver contract asks for. */
sealed interface JobEffect extends Effect {

  /** The key of an effect. */
  record Key(@Override String text) implements EffectKey {}

  @Override
  Key key();

  /** Do a job. */
  record RunJob(String job) implements JobEffect {
    @Override
    public Key key() {
      return new Key("run/" + job);
    }
  }

  /** Wake the process at a job's limit. */
  record WakeAtLimit(String job, @Override Instant due) implements JobEffect, Timer {
    @Override
    public Key key() {
      return new Key("limit/" + job);
    }
  }

  /** Ask a job to stop. */
  record AskToStop(String job, int number) implements JobEffect, Signal {
    @Override
    public Key key() {
      return new Key("stop/" + job + "/" + number);
    }

    @Override
    public EffectKey target() {
      return new Key("run/" + job);
    }
  }
}
