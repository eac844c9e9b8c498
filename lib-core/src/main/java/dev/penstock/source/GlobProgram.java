package dev.penstock.source;

import dev.penstock.source.GlobStep.Fork;
import dev.penstock.source.GlobStep.Jump;
import dev.penstock.source.GlobStep.MaybeDirectories;
import java.util.List;

/**
 * A glob as the steps of a nondeterministic automaton. All steps that a text may have reached are
 * followed at once, so no pattern makes matching backtrack (K. Thompson, "Regular expression search
 * algorithm", CACM 11/6, 1968).
 */
final class GlobProgram {
  private final GlobStep[] steps;

  GlobProgram(List<GlobStep> steps) {
    this.steps = steps.toArray(new GlobStep[0]);
  }

  boolean matches(String text) {
    Reached now = new Reached(steps.length);
    Reached next = new Reached(steps.length);
    follow(now, 0, true);
    int at = 0;
    while (at < text.length() && now.size > 0) {
      int character = text.codePointAt(at);
      at += Character.charCount(character);
      next.size = 0;
      for (int i = 0; i < now.size; i++) {
        int step = now.members[i];
        if (steps[step].takes(character)) {
          follow(next, steps[step].isRepeating() ? step : step + 1, character == '/');
        }
      }
      Reached spare = now;
      now = next;
      next = spare;
    }
    return now.contains(steps.length - 1);
  }

  /** Adds a step, and all that it leads to without a character. */
  private void follow(Reached reached, int first, boolean isSegmentStart) {
    int unseen = reached.size;
    reached.add(first);
    while (unseen < reached.size) {
      int at = reached.members[unseen++];
      GlobStep step = steps[at];
      if (step instanceof Fork fork) {
        for (int alternative : fork.alternatives()) {
          reached.add(alternative);
        }
      } else if (step instanceof Jump jump) {
        reached.add(jump.target());
      } else if (step instanceof MaybeDirectories maybe) {
        reached.add(at + 1);
        if (isSegmentStart) {
          reached.add(maybe.behind());
        }
      } else if (step.isRepeating()) {
        reached.add(at + 1);
      }
    }
  }

  /** A set of steps that is emptied in constant time. */
  private static final class Reached {
    final int[] members;
    private final int[] places;
    int size;

    Reached(int steps) {
      members = new int[steps];
      places = new int[steps];
    }

    boolean contains(int step) {
      return places[step] < size && members[places[step]] == step;
    }

    void add(int step) {
      if (!contains(step)) {
        places[step] = size;
        members[size++] = step;
      }
    }
  }
}
