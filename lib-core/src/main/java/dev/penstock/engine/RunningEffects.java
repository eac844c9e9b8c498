package dev.penstock.engine;

import dev.penstock.process.Command;
import dev.penstock.process.Effect;
import dev.penstock.process.EffectKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Effects under way, in the order in which they began. There may be very many, and most end in
 * about the order of their beginning and are settled with the very key that they were asked with,
 * so that a look at the oldest few finds them. Only when one does not, all are indexed by key,
 * until the next moment at which none is under way. At the end stand those that are not yet
 * started.
 */
final class RunningEffects<F extends Effect, C extends Command> {
  private static final int SMALLEST = 16;

  /** How many of the oldest are looked at before an index is made. */
  private static final int LOOKED_AT = 16;

  private static final int NOWHERE = -1;

  private @Nullable RunningEffect<F, C>[] inOrder = slots(SMALLEST);
  private int oldest; // nothing lies below
  private int toStart; // those from here on are not yet started
  private int end; // nothing lies here or above
  private int size;
  private int expected; // how far they may soon reach
  private @Nullable Map<EffectKey, Integer> index; // where each stands

  @Nullable RunningEffect<F, C> get(EffectKey key) {
    Integer place = size == 0 ? null : index().get(key);
    return place == null ? null : inOrder[place];
  }

  /** So many may be put soon: if there is no room for the next one, there will be for all. */
  void expect(int more) {
    expected = end + more;
  }

  /** Adds an effect; its key is new. */
  void put(RunningEffect<F, C> effect) {
    if (end == inOrder.length) {
      makeRoom();
    }
    if (index != null) {
      index.put(effect.key(), end);
    }
    inOrder[end] = effect;
    end++;
    size++;
  }

  /** How many places there are behind the last one that was started; some may be empty. */
  int unstarted() {
    return end - toStart;
  }

  /** Counts the next one as started; null if it was settled before. */
  @Nullable RunningEffect<F, C> nextToStart() {
    RunningEffect<F, C> next = inOrder[toStart];
    toStart++;
    return next;
  }

  @Nullable RunningEffect<F, C> remove(EffectKey key) {
    if (size == 0) {
      return null;
    }
    int place = index == null ? amongOldest(key) : NOWHERE;
    if (place == NOWHERE) {
      Integer known = index().remove(key);
      if (known == null) {
        return null;
      }
      place = known;
    }
    RunningEffect<F, C> found = inOrder[place];
    takeOut(place);
    return found;
  }

  /**
   * The keys of those that were started and have no place, in the order in which they began to
   * wait.
   */
  List<EffectKey> waiting() {
    List<EffectKey> keys = new ArrayList<>();
    for (int i = oldest; i < toStart; i++) {
      RunningEffect<F, C> effect = inOrder[i];
      if (effect != null && effect.isWaiting()) {
        keys.add(effect.key());
      }
    }
    return List.copyOf(keys);
  }

  List<RunningEffect<F, C>> removeAll() {
    List<RunningEffect<F, C>> all = new ArrayList<>(size);
    for (int i = oldest; i < end; i++) {
      RunningEffect<F, C> effect = inOrder[i];
      if (effect != null) {
        all.add(effect);
      }
    }
    inOrder = slots(SMALLEST);
    size = 0;
    startOver();
    return all;
  }

  @SuppressWarnings("ReferenceEquality") // another key that equals is found by the index
  private int amongOldest(EffectKey key) {
    int last = Math.min(end, oldest + LOOKED_AT);
    for (int i = oldest; i < last; i++) {
      RunningEffect<F, C> effect = inOrder[i];
      if (effect != null && effect.key() == key) {
        return i;
      }
    }
    return NOWHERE;
  }

  private void takeOut(int place) {
    inOrder[place] = null;
    size--;
    if (size == 0) {
      startOver();
    } else if (place == oldest) {
      do {
        oldest++;
      } while (inOrder[oldest] == null);
    }
  }

  private void startOver() {
    oldest = 0;
    toStart = 0;
    end = 0;
    expected = 0;
    index = null;
  }

  private Map<EffectKey, Integer> index() {
    Map<EffectKey, Integer> known = index;
    if (known == null) {
      known = new HashMap<>();
      for (int i = oldest; i < end; i++) {
        RunningEffect<F, C> effect = inOrder[i];
        if (effect != null) {
          known.put(effect.key(), i);
        }
      }
      index = known;
    }
    return known;
  }

  /** Into a larger array, each at its place; or all together, if they fill less than half. */
  private void makeRoom() {
    if (2 * size > inOrder.length) {
      int length = Math.max(2 * inOrder.length, expected);
      inOrder = Arrays.copyOf(inOrder, length); // without a look at each of them
    } else {
      moveTogether();
    }
  }

  private void moveTogether() {
    int to = 0;
    int started = 0;
    for (int i = oldest; i < end; i++) {
      RunningEffect<F, C> effect = inOrder[i];
      if (i == toStart) {
        started = to;
      }
      if (effect != null) {
        inOrder[i] = null;
        inOrder[to] = effect;
        if (index != null) {
          index.put(effect.key(), to);
        }
        to++;
      }
    }
    oldest = 0;
    toStart = toStart < end ? started : to;
    end = to;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  private static <F extends Effect, C extends Command> @Nullable RunningEffect<F, C>[] slots(
      int count) {
    return new RunningEffect[count];
  }
}
