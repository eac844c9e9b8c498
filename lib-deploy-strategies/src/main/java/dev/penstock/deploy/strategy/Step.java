package dev.penstock.deploy.strategy;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

/** What a rollout does next. */
public sealed interface Step {

  /** The longest that may be waited after a move; nobody waits longer, and instants end. */
  Duration LONGEST_HOLD = Duration.ofDays(3_650_000);

  /**
   * Move so many more units to the new revision. The unhealthy ones go first: while {@link
   * Rollout#unhealthyWaiting()} is above 0 all units of a move are taken from those.
   *
   * @param units 1 to {@link Rollout#movable()}
   * @param hold how long to wait after they have moved before asking again; zero, which is at once,
   *     to {@link #LONGEST_HOLD}
   */
  record Move(int units, Duration hold) implements Step {

    /** Refuses a move of nothing, and a hold that is negative or too long. */
    public Move {
      Objects.requireNonNull(hold, "hold");
      if (units < 1) {
        throw new IllegalArgumentException(
            "move: " + units + " units are out of range; allowed: 1 or more");
      }
      if (hold.isNegative() || hold.compareTo(LONGEST_HOLD) > 0) {
        throw new IllegalArgumentException(
            "move: a hold of "
                + hold
                + " is out of range; allowed: zero to "
                + LONGEST_HOLD.toDays()
                + " days");
      }
    }

    /**
     * The units of this move, checked before anybody carries it out.
     *
     * @param rollout what the strategy was asked with
     * @param strategy who asked for this move, for the message
     * @return 1 to {@link Rollout#movable()}
     * @throws IllegalStateException if the move takes more units than the rollout has for it
     */
    public int requireAtMost(Rollout rollout, DeploymentStrategy strategy) {
      if (units > rollout.movable()) {
        throw new IllegalStateException(
            strategy.name()
                + ": a move of "
                + units
                + " units is more than there are; allowed: 1 to "
                + rollout.movable()
                + " in "
                + rollout);
      }
      return units;
    }
  }

  /** Everything needed was moved: the rollout succeeded. */
  record Finish() implements Step {}

  /**
   * The rollout cannot go on, or has nothing left to do and too few units succeeded. Units not
   * attempted are left as they are.
   *
   * @param code what programs match, such as {@link #HEALTH_CONSTRAINTS}
   * @param reason one sentence for a person
   */
  record Stop(String code, String reason) implements Step {

    /** Too few units are healthy to go on, or too few succeeded in the end (D-254, D-255). */
    public static final String HEALTH_CONSTRAINTS = "HEALTH_CONSTRAINTS";

    /** The rollout cannot even start: no unit could be taken out (D-253). */
    public static final String HEALTH_CONSTRAINTS_INVALID = "HEALTH_CONSTRAINTS_INVALID";

    /** Refuses null. */
    public Stop {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * Calls exactly one of the functions.
   *
   * @param <R> what the caller makes of a step
   * @param onMove for a {@link Move}
   * @param onFinish for a {@link Finish}
   * @param onStop for a {@link Stop}
   * @return the answer of the function called
   */
  default <R> R fold(
      Function<? super Move, ? extends R> onMove,
      Function<? super Finish, ? extends R> onFinish,
      Function<? super Stop, ? extends R> onStop) {
    if (this instanceof Move move) {
      return onMove.apply(move);
    }
    if (this instanceof Finish finish) {
      return onFinish.apply(finish);
    }
    return onStop.apply((Stop) this);
  }
}
