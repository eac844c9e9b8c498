package dev.penstock.deploy.rollout;

import dev.penstock.deploy.strategy.RolloutPlan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rollouts of one service, folded from their events. Belongs to one writer. */
final class RolloutState {
  private static final int MOST_TOKENS = 1_000;

  /** What a token leads to whose release another one took the place of. */
  static final int DROPPED = Integer.MAX_VALUE;

  /** A release that waits for its turn. */
  record Waiting(String token, Release release, RolloutPlan plan) {}

  int runs;
  @Nullable Run run;
  final Deque<Waiting> waiting = new ArrayDeque<>();
  final Map<String, Integer> tokens = new LinkedHashMap<>(); // to the run; 0 while it waits
  final Deque<RolloutView> past = new ArrayDeque<>(); // the last one first
  final List<String> revisions = new ArrayList<>(); // the present one last
  @Nullable Waiting unsuccessful; // the last rollout, if it did not succeed

  /** What is open besides hosts after the last event. */
  List<RolloutEffect> few = List.of();

  // what the last event asked for, and what it made uninteresting
  List<RolloutEffect> added = List.of();
  List<RolloutKey> dropped = new ArrayList<>();

  @Nullable String stable() {
    return revisions.isEmpty() ? null : revisions.get(revisions.size() - 1);
  }

  /** Tokens of what waits or runs are never forgotten. */
  void remember(String token, int number) {
    tokens.remove(token);
    tokens.put(token, number);
    if (tokens.size() > MOST_TOKENS + ServiceView.MOST_WAITING + 1) {
      var oldest = tokens.keySet().iterator();
      while (oldest.hasNext()) {
        int known = tokens.getOrDefault(oldest.next(), 0);
        if (known > 0 && (run == null || known != run.number)) {
          oldest.remove();
          return;
        }
      }
    }
  }

  void succeeded(String revision) {
    revisions.remove(revision);
    revisions.add(revision);
    if (revisions.size() > ServiceView.MOST_REVISIONS) {
      revisions.remove(0);
    }
  }

  void ended(RolloutView view) {
    past.addFirst(view);
    if (past.size() > ServiceView.MOST_PAST) {
      past.removeLast();
    }
  }
}
