package dev.penstock.process.simulation;

import dev.penstock.process.Effect;
import dev.penstock.process.EffectKey;
import dev.penstock.process.Effects;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was asked for and not settled, kept the slow and obvious way. */
final class OpenEffects<F extends Effect> implements Effects<F> {
  private final Map<EffectKey, F> open = new LinkedHashMap<>();
  private final Set<EffectKey> used = new HashSet<>();
  private final List<String> broken = new ArrayList<>();

  @Override
  public void emit(F effect) {
    if (!used.add(effect.key())) {
      broken.add("agreement: key " + effect.key().text() + " was used before, now by " + effect);
    }
    open.put(effect.key(), effect);
  }

  @Override
  public void settle(EffectKey key) {
    if (open.remove(key) == null) {
      broken.add("agreement: key " + key.text() + " was settled but not open");
    }
  }

  List<String> violations(List<F> pending, String when) {
    List<String> found = new ArrayList<>(broken);
    broken.clear();
    Map<EffectKey, F> listed = new LinkedHashMap<>();
    for (F effect : pending) {
      if (listed.put(effect.key(), effect) != null) {
        found.add("agreement: " + effect.key().text() + " is pending twice " + when);
      }
    }
    listed.forEach(
        (key, effect) -> {
          if (!effect.equals(open.get(key))) {
            found.add(
                "agreement: pending " + when + ": " + effect + ", asked for: " + open.get(key));
          }
        });
    open.forEach(
        (key, effect) -> {
          if (!listed.containsKey(key)) {
            found.add(
                "agreement: asked for and not settled " + when + ", but not pending: " + effect);
          }
        });
    return found;
  }
}
