package dev.penstock.deploy.simulation;

import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.deploy.strategy.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The laws that every strategy obeys, ready for a test of your own strategy, in any framework:
 *
 * <pre>{@code
 * assertEquals(List.of(), StrategyLaws.violations(new MyStrategy()));
 * }</pre>
 *
 * <ul>
 *   <li><b>name</b>: it has a name that is not blank.
 *   <li><b>total</b>: it answers any rollout, without exception and never with null.
 *   <li><b>bounded</b>: it never moves more units than there are to move.
 *   <li><b>deterministic</b>: the same rollout gets the same answer, now and later.
 *   <li><b>floor</b>: a move of healthy units leaves as many as {@link
 *       DeploymentStrategy#minimumHealthy} promises, and a rollout that succeeds ends with them.
 *   <li><b>complete</b>: it finishes only once every unit was attempted, and at least one
 *       succeeded.
 *   <li><b>progress</b>: it does not stop midway while all units are healthy and none has failed.
 *   <li><b>monotone</b>: failures never make more of a rollout than it would be without them.
 *   <li><b>restores</b>: after a rollout that began with all units healthy and stopped midway, the
 *       same strategy brings every unit back to the old revision, if that fails on none.
 * </ul>
 *
 * <p>That a rollout ends follows from the bound, since no move is empty. The rollouts tried are of
 * sizes from nothing over odd ones to the whole traffic, with none, some and all units unhealthy at
 * the start, and with none, some and all failing; of up to five units every combination.
 */
public final class StrategyLaws {

  private static final int ALL_COMBINATIONS_UP_TO = 5;
  private static final int[] LARGER = {6, 7, 8, 9, 10, 11, 12, 13, 97, 100, 101, 10_000};

  private final DeploymentStrategy strategy;
  private final Map<String, String> found = new LinkedHashMap<>();
  private final List<LawWalk> walked = new ArrayList<>();

  private StrategyLaws(DeploymentStrategy strategy) {
    this.strategy = strategy;
  }

  /**
   * Tries a strategy.
   *
   * @param strategy whose laws are checked
   * @return one message for each law broken, with the first rollout that breaks it, what was
   *     expected and what was found; empty if none is broken
   */
  public static List<String> violations(DeploymentStrategy strategy) {
    StrategyLaws laws = new StrategyLaws(Objects.requireNonNull(strategy, "strategy"));
    laws.checkName();
    laws.checkSmall();
    laws.checkLarger();
    laws.checkAgain();
    List<String> messages = new ArrayList<>();
    laws.found.forEach((law, message) -> messages.add(law + ": " + message));
    return List.copyOf(messages);
  }

  /**
   * Tries a plan, by carrying it out in virtual time, by the rules of earnest: with good revisions
   * and bad ones, hosts that fail, and alarms at any time; whoever is waited for agrees.
   *
   * <ul>
   *   <li><b>bounded</b>: the share of the new side is 0 % to 100 %.
   *   <li><b>grows</b>: it only grows until the rollout is done or goes back.
   *   <li><b>floor</b>: as many hosts serve as the strategies of the plan promise, if none fails.
   *   <li><b>ends</b>: the rollout ends.
   *   <li><b>complete</b>: it succeeds only with everything on the new side, failed hosts apart.
   *   <li><b>restores</b>: if it does not succeed, everything is back and serves.
   *   <li><b>deterministic</b>: the same rollout is the same again.
   * </ul>
   *
   * @param plan of requests or of hosts
   * @return one message for each law broken, with the first rollout that breaks it; empty if none
   *     is broken
   * @throws IllegalArgumentException if the plan moves requests and hosts
   */
  public static List<String> violations(RolloutPlan plan) {
    Map<String, String> found = new LinkedHashMap<>();
    new PlanLaws(Objects.requireNonNull(plan, "plan"), found::putIfAbsent).check();
    List<String> messages = new ArrayList<>();
    found.forEach((law, message) -> messages.add(law + ": " + message));
    return List.copyOf(messages);
  }

  private void checkName() {
    try {
      String name = strategy.name();
      if (name == null || name.isBlank()) {
        found.put("name", "expected a name that people can read; found " + quoted(name));
      }
    } catch (RuntimeException thrown) {
      found.put("name", "expected a name that people can read; found " + thrown);
    }
  }

  private void checkSmall() {
    for (int total = 0; total <= ALL_COMBINATIONS_UP_TO; total++) {
      for (int unhealthy = 0; unhealthy <= total; unhealthy++) {
        LawWalk best = walk(total, unhealthy, unit -> false);
        for (int failing = 1; failing < 1 << total; failing++) {
          int subset = failing;
          compare(best, walk(total, unhealthy, unit -> (subset >> unit & 1) == 1));
        }
      }
    }
  }

  private void checkLarger() {
    for (int total : LARGER) {
      int last = total - 1;
      for (int unhealthy : new int[] {0, 1, total / 2, total}) {
        LawWalk best = walk(total, unhealthy, unit -> false);
        compare(best, walk(total, unhealthy, unit -> true));
        compare(best, walk(total, unhealthy, unit -> unit == 0));
        compare(best, walk(total, unhealthy, unit -> unit == last));
        compare(best, walk(total, unhealthy, unit -> unit % 3 == 1));
      }
    }
  }

  private LawWalk walk(int total, int unhealthy, IntPredicate failing) {
    LawWalk walk = new LawWalk(strategy, total, unhealthy, failing, found::putIfAbsent);
    walk.run();
    checkBack(walk);
    if (total <= ALL_COMBINATIONS_UP_TO) {
      walked.add(walk);
    }
    return walk;
  }

  private void checkBack(LawWalk walk) {
    LawWalk back = walk.back();
    if (back != null) {
      back.run();
      if (!back.succeeds()) {
        found.putIfAbsent(
            "restores",
            "expected a way back to every unit after "
                + walk.summary()
                + "; found "
                + back.summary()
                + "; "
                + back.subject());
      }
    }
  }

  private void compare(LawWalk best, LawWalk worse) {
    if (worse.attempted() > best.attempted() || (worse.succeeds() && !best.succeeds())) {
      found.putIfAbsent(
          "monotone",
          "expected no more than without failures, "
              + best.summary()
              + "; found "
              + worse.summary()
              + " with failures; "
              + worse.subject());
    }
  }

  /** A strategy that remembers or chances on things answers otherwise the second time. */
  private void checkAgain() {
    for (int i = walked.size() - 1; i >= 0; i--) {
      LawWalk walk = walked.get(i);
      List<Step> before = walk.steps();
      List<Step> again = walk.again();
      if (!before.equals(again)) {
        found.putIfAbsent(
            "deterministic",
            "expected the same steps, "
                + before
                + "; found later "
                + again
                + "; "
                + walk.subject());
        return;
      }
    }
  }

  private static String quoted(@Nullable String name) {
    return name == null ? "null" : "\"" + name + "\"";
  }
}
