package dev.penstock.deploy.simulation;

import dev.penstock.deploy.simulation.RolloutEvent.Kind;
import dev.penstock.deploy.strategy.Rollout;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The events of a refilling rollout, made again from its completions whenever they are looked at.
 * Immutable.
 */
final class RefillingEvents extends AbstractList<RolloutEvent> implements RandomAccess {

  private static final int MARK_EVERY = 512;

  private final Rollout start;
  private final int minimum;
  private final long[] completions;
  private final @Nullable Duration alarm;
  private final long alarmMillis;
  private final Kind ending;
  private volatile @Nullable Marks marks;

  /**
   * Keeps the array.
   *
   * @param completions packed, in order
   */
  RefillingEvents(
      Rollout start,
      int minimum,
      long[] completions,
      @Nullable Duration alarm,
      long alarmMillis,
      Kind ending) {
    this.start = start;
    this.minimum = minimum;
    this.completions = completions;
    this.alarm = alarm;
    this.alarmMillis = alarmMillis;
    this.ending = ending;
  }

  @Override
  public Iterator<RolloutEvent> iterator() {
    return new Replay(new Window(start, minimum));
  }

  @Override
  public int size() {
    return marks().size;
  }

  @Override
  public RolloutEvent get(int index) {
    Marks known = marks();
    if (index < 0 || index >= known.size) {
      throw new IndexOutOfBoundsException(
          "event " + index + " is out of range; allowed: 0 to " + (known.size - 1));
    }
    Replay from = known.replays.get(index / MARK_EVERY).copy();
    for (int skipped = index % MARK_EVERY; skipped > 0; skipped--) {
      from.next();
    }
    return from.next();
  }

  private Marks marks() {
    Marks known = marks;
    if (known == null) {
      List<Replay> replays = new ArrayList<>();
      Replay replay = new Replay(new Window(start, minimum));
      int size = 0;
      while (replay.hasNext()) {
        if (size % MARK_EVERY == 0) {
          replays.add(replay.copy());
        }
        replay.next();
        size++;
      }
      known = new Marks(size, replays);
      marks = known;
    }
    return known;
  }

  /** How many events there are, and replays that stand before every so many of them. */
  private record Marks(int size, List<Replay> replays) {}

  /** What comes next at the present moment. */
  private enum Due {
    START,
    ALARM,
    END,
    ALARM_AT_LAST,
    LAST,
    NOTHING
  }

  private final class Replay implements Iterator<RolloutEvent> {

    private final Window window;
    private int next;
    private long now;
    private boolean alarmTold;
    private Due due;

    private Replay(Window window) {
      this.window = window;
      this.due = afterEnds();
    }

    private Replay(Replay other) {
      this.window = other.window.copy();
      this.next = other.next;
      this.now = other.now;
      this.alarmTold = other.alarmTold;
      this.due = other.due;
    }

    Replay copy() {
      return new Replay(this);
    }

    @Override
    public boolean hasNext() {
      return due != Due.NOTHING;
    }

    @Override
    public RolloutEvent next() {
      switch (due) {
        case START -> {
          int count = window.startable();
          window.started(count);
          due = afterStarts();
          return event(Duration.ofMillis(now), Kind.INCREMENT_STARTED, count);
        }
        case ALARM -> {
          alarmTold = true;
          due = Due.END;
          return event(alarmAt(), Kind.ALARM_RAISED, 0);
        }
        case END -> {
          int count = endAll();
          due = afterEnds();
          return event(Duration.ofMillis(now), Kind.INCREMENT_ENDED, count);
        }
        case ALARM_AT_LAST -> {
          due = Due.LAST;
          return event(Duration.ofMillis(now), Kind.ALARM_RAISED, 0);
        }
        case LAST -> {
          due = Due.NOTHING;
          return event(Duration.ofMillis(now), ending, 0);
        }
        default -> throw new NoSuchElementException("no more events");
      }
    }

    private int endAll() {
      int first = next;
      long completion;
      do {
        completion = completions[next++];
        window.ended((completion & RefillingRollout.FAILED) != 0);
      } while ((completion & RefillingRollout.LAST) == 0);
      now = completion >> RefillingRollout.FLAGS;
      return next - first;
    }

    private Due afterEnds() {
      if (next == completions.length) {
        return now >= alarmMillis && !alarmTold ? Due.ALARM_AT_LAST : Due.LAST;
      }
      return now < alarmMillis && window.startable() > 0 ? Due.START : afterStarts();
    }

    private Due afterStarts() {
      return !alarmTold && alarmMillis <= completions[next] >> RefillingRollout.FLAGS
          ? Due.ALARM
          : Due.END;
    }

    private RolloutEvent event(Duration at, Kind kind, int units) {
      return new RolloutEvent(
          at, kind, units, window.succeeded(), window.failed(), window.serving());
    }

    private Duration alarmAt() {
      if (alarm == null) {
        throw new IllegalStateException("no alarm");
      }
      return alarm;
    }
  }
}
