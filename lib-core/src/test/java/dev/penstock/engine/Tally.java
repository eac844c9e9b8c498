package dev.penstock.engine;

import dev.penstock.process.Checkpointing;
import dev.penstock.process.Command;
import dev.penstock.process.Decider;
import dev.penstock.process.Decision;
import dev.penstock.process.Effect;
import dev.penstock.process.Effects;
import dev.penstock.process.EventCodec;
import dev.penstock.process.RecordEventCodec;
import dev.penstock.process.Retention;
import dev.penstock.process.Timer;
import java.lang.invoke.MethodHandles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Adds numbers up, one event for each, until it is told to end. Its state is the sum. */
final class Tally
    implements Decider<Tally.Sum, Tally.Add, Tally.TallyEvent, Effect>,
        Checkpointing<Tally.TallyEvent> {
  /** Which retentions digests were asked for. */
  final List<Retention> retentions = new ArrayList<>();

  ProcessType<Sum, Add, TallyEvent, Effect> type() {
    return new ProcessType<>(this, TallyEvent.CODEC, new Nothing());
  }

  /** Has nothing to carry out. */
  private static final class Nothing implements EffectHandler<Effect, Add> {
    @Override
    public void carryOut(Effect effect, EffectContext<Add> context) {}

    @Override
    public Add failed(Effect effect, Throwable cause, Instant at) {
      return new Add(1, at);
    }
  }

  /** Adds so many numbers; 0 ends it, and with less the tally cannot cope. */
  record Add(int count, @Override Instant at) implements Command {}

  /** The state. */
  record Sum(long sum, boolean hasEnded) {}

  sealed interface TallyEvent {
    EventCodec<TallyEvent> CODEC =
        RecordEventCodec.builder(TallyEvent.class, MethodHandles.lookup()).build();

    record Added(long number) implements TallyEvent {}

    record Summed(long sum, boolean hasEnded) implements TallyEvent {}

    record Ended() implements TallyEvent {}
  }

  @Override
  public Sum initial() {
    return new Sum(0, false);
  }

  @Override
  public Decision<TallyEvent> decide(Sum state, Add command) {
    if (state.hasEnded()) {
      return Decision.unchanged();
    }
    if (command.count() < 0) {
      throw new IllegalArgumentException("" + command.count());
    }
    List<TallyEvent> events = new ArrayList<>();
    for (int i = 0; i < command.count(); i++) {
      events.add(new TallyEvent.Added(1));
    }
    return Decision.of(events.isEmpty() ? List.of(new TallyEvent.Ended()) : events);
  }

  @Override
  public Decision<TallyEvent> advance(Sum state, Instant at) {
    return Decision.unchanged();
  }

  @Override
  public Sum evolve(Sum state, TallyEvent event) {
    if (event instanceof TallyEvent.Added added) {
      return new Sum(state.sum() + added.number(), false);
    }
    return event instanceof TallyEvent.Summed summed
        ? new Sum(summed.sum(), summed.hasEnded())
        : new Sum(state.sum(), true);
  }

  @Override
  public Digest<TallyEvent> digest(Retention retention) {
    retentions.add(retention);
    return new Digest<>() {
      private Sum sum = initial();

      @Override
      public void add(TallyEvent event) {
        sum = evolve(sum, event);
      }

      @Override
      public TallyEvent checkpoint() {
        return new TallyEvent.Summed(sum.sum(), sum.hasEnded());
      }
    };
  }

  @Override
  public void effects(Sum after, TallyEvent event, Effects<? super Effect> out) {}

  @Override
  public void pending(Sum state, Consumer<? super Effect> out) {}

  @Override
  public Add wake(Timer timer, Instant at) {
    return new Add(1, at);
  }

  @Override
  public boolean terminal(Sum state) {
    return state.hasEnded();
  }

  @Override
  public @Nullable String awaited(Sum state) {
    return "whoever counts";
  }
}
