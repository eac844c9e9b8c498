package dev.penstock.engine;

import dev.penstock.process.Command;
import dev.penstock.process.Effect;
import dev.penstock.process.EffectKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Effects by key. A table with open addressing: there may be very many, and it needs no object of
 * its own for each. At most half of the slots are taken.
 */
final class RunningEffects<F extends Effect, C extends Command> {
  private static final int SMALLEST = 16;

  private @Nullable RunningEffect<F, C>[] slots = slots(SMALLEST);
  private int size;

  @Nullable RunningEffect<F, C> get(EffectKey key) {
    return slots[slotOf(key, key.hashCode())];
  }

  /** Adds an effect, in place of one with the same key. */
  void put(RunningEffect<F, C> effect) {
    if (2 * (size + 1) > slots.length) {
      grow();
    }
    int slot = slotOf(effect.key(), effect.hash());
    size += slots[slot] == null ? 1 : 0;
    slots[slot] = effect;
  }

  @Nullable RunningEffect<F, C> remove(EffectKey key) {
    int slot = slotOf(key, key.hashCode());
    RunningEffect<F, C> removed = slots[slot];
    if (removed != null) {
      slots[slot] = null;
      size--;
      closeGap(slot);
    }
    return removed;
  }

  List<RunningEffect<F, C>> removeAll() {
    List<RunningEffect<F, C>> all = new ArrayList<>(size);
    for (RunningEffect<F, C> effect : slots) {
      if (effect != null) {
        all.add(effect);
      }
    }
    slots = slots(SMALLEST);
    size = 0;
    return all;
  }

  /** Where a key is, or would be. */
  private int slotOf(EffectKey key, int hash) {
    int slot = home(hash);
    RunningEffect<F, C> found = slots[slot];
    while (found != null && !(found.hash() == hash && key.equals(found.key()))) {
      slot = following(slot);
      found = slots[slot];
    }
    return slot;
  }

  /** Moves up those that a search would no longer reach over the gap. */
  private void closeGap(int emptied) {
    int gap = emptied;
    int slot = following(gap);
    RunningEffect<F, C> effect = slots[slot];
    while (effect != null) {
      int mask = slots.length - 1;
      if (((slot - home(effect.hash())) & mask) >= ((slot - gap) & mask)) {
        slots[gap] = effect;
        slots[slot] = null;
        gap = slot;
      }
      slot = following(slot);
      effect = slots[slot];
    }
  }

  private void grow() {
    @Nullable RunningEffect<F, C>[] before = slots;
    slots = slots(2 * before.length);
    for (RunningEffect<F, C> effect : before) {
      if (effect != null) {
        int slot = home(effect.hash());
        while (slots[slot] != null) {
          slot = following(slot);
        }
        slots[slot] = effect;
      }
    }
  }

  private int home(int hash) {
    int spread = hash * 0x9E3779B9; // keys of neighbours differ by little
    return (spread ^ (spread >>> 16)) & (slots.length - 1);
  }

  private int following(int slot) {
    return (slot + 1) & (slots.length - 1);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  private static <F extends Effect, C extends Command> @Nullable RunningEffect<F, C>[] slots(
      int count) {
    return new RunningEffect[count];
  }
}
