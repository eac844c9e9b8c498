package dev.penstock.engine;

import dev.penstock.process.Command;
import dev.penstock.process.Effect;
import dev.penstock.process.EffectKey;
import java.time.Clock;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/** One place for effects, which several threads want and give back, for the model checker. */
public class EffectPlacesModelCheck {
  private static final int LIMIT = 1;

  private final Queue<RunningEffect<?, ?>> running = new ConcurrentLinkedQueue<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger under = new AtomicInteger();
  private final EffectPlaces places =
      new EffectPlaces(
          task -> begin((RunningEffect<?, ?>) task),
          (due, task) -> () -> {},
          Clock.systemUTC(),
          LIMIT);

  record Key(int number) implements EffectKey {
    @Override
    public String text() {
      return "task-" + number;
    }
  }

  record Task(Key key) implements Effect {}

  public EffectPlacesModelCheck() {}

  private void begin(RunningEffect<?, ?> effect) {
    check(under.incrementAndGet() <= LIMIT, "more at once than there are places");
    begun.incrementAndGet();
    running.add(effect);
  }

  /** Something is to be done, now if there is a place and in its turn otherwise. */
  @Operation
  public void ask() {
    RunningEffect<Task, Command> effect =
        new RunningEffect<>(null, new Task(new Key(asked.getAndIncrement())), false);
    if (places.take(1) == 1) {
      check(places.start(effect), "the executor takes everything");
    } else {
      places.defer(effect);
    }
  }

  /** Something is done. */
  @Operation
  public void finish() {
    RunningEffect<?, ?> effect = running.poll();
    if (effect != null) {
      under.decrementAndGet();
      check(effect.settle(), "it runs without a place");
      places.release(1);
    }
  }

  /** Looks when all threads are done. */
  @Validate
  public void everyEffectIsBegunOnceThereIsAPlace() {
    while (!running.isEmpty()) {
      finish();
    }
    check(places.deferred() == 0, "an effect was left waiting");
    check(places.inFlight() == 0, "a place was not given back");
    check(begun.get() == asked.get(), begun + " begun of " + asked);
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
