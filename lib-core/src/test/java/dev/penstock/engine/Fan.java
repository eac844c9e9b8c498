package dev.penstock.engine;

import dev.penstock.process.Command;
import dev.penstock.process.Decider;
import dev.penstock.process.Decision;
import dev.penstock.process.Effect;
import dev.penstock.process.EffectKey;
import dev.penstock.process.Effects;
import dev.penstock.process.EventCodec;
import dev.penstock.process.RecordEventCodec;
import dev.penstock.process.Timer;
import java.lang.invoke.MethodHandles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks for many effects at once and hears of their ends. Its state is the numbers of open ones. */
final class Fan implements Decider<NavigableSet<Integer>, Fan.FanCommand, Fan.FanEvent, Fan.Task> {

  sealed interface FanCommand extends Command {
    /** Asks for so many effects. */
    record Spread(int count, @Override Instant at) implements FanCommand {}

    /** One of them is done. */
    record Done(int number, @Override Instant at) implements FanCommand {}
  }

  sealed interface FanEvent {
    EventCodec<FanEvent> CODEC =
        RecordEventCodec.builder(FanEvent.class, MethodHandles.lookup()).build();

    record Asked(int number) implements FanEvent {}

    record Settled(int number) implements FanEvent {}
  }

  record Key(int number) implements EffectKey {
    @Override
    public String text() {
      return "task-" + number;
    }
  }

  record Task(@Override Key key) implements Effect {}

  ProcessType<NavigableSet<Integer>, FanCommand, FanEvent, Task> type(
      EffectHandler<Task, FanCommand> handler) {
    return new ProcessType<>(this, FanEvent.CODEC, handler);
  }

  @Override
  public NavigableSet<Integer> initial() {
    return new TreeSet<>();
  }

  @Override
  public Decision<FanEvent> decide(NavigableSet<Integer> open, FanCommand command) {
    if (command instanceof FanCommand.Done done) {
      return open.contains(done.number())
          ? Decision.accepted(new FanEvent.Settled(done.number()))
          : Decision.unchanged();
    }
    List<FanEvent> asked = new ArrayList<>();
    for (int i = 0; i < ((FanCommand.Spread) command).count(); i++) {
      asked.add(new FanEvent.Asked(i));
    }
    return Decision.of(asked);
  }

  @Override
  public Decision<FanEvent> advance(NavigableSet<Integer> open, Instant at) {
    return Decision.unchanged();
  }

  @Override
  public NavigableSet<Integer> evolve(NavigableSet<Integer> open, FanEvent event) {
    if (event instanceof FanEvent.Asked asked) {
      open.add(asked.number());
    } else {
      open.remove(((FanEvent.Settled) event).number());
    }
    return open;
  }

  @Override
  public void effects(NavigableSet<Integer> after, FanEvent event, Effects<? super Task> out) {
    if (event instanceof FanEvent.Asked asked) {
      out.emit(new Task(new Key(asked.number())));
    } else {
      out.settle(new Key(((FanEvent.Settled) event).number()));
    }
  }

  @Override
  public void pending(NavigableSet<Integer> open, Consumer<? super Task> out) {
    open.forEach(number -> out.accept(new Task(new Key(number))));
  }

  @Override
  public FanCommand wake(Timer timer, Instant at) {
    throw new UnsupportedOperationException("there are no timers");
  }

  @Override
  public boolean terminal(NavigableSet<Integer> open) {
    return false;
  }

  @Override
  public @Nullable String awaited(NavigableSet<Integer> open) {
    return open.isEmpty() ? "whoever asks" : null;
  }
}
