package dev.penstock.deploy.strategy;

import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Shares of any size, each watched for a time of its own; after the last of them the rest follows.
 * Every unit must succeed.
 *
 * <pre>{@code
 * Stepped.of(Weight.ofPercent(1), Duration.ofMinutes(30))
 *     .then(Weight.ofPercent(25), Duration.ofMinutes(10))
 *     .then(Weight.ofPercent(50), Duration.ofMinutes(10))
 * }</pre>
 *
 * <p>Of hosts a share is rounded up to whole ones. A step too small to be one more host is left
 * out, and its time is added to the hold before it.
 *
 * @param steps 1 to {@value #MAX_STEPS}, each with a larger share than the one before
 */
public record Stepped(List<Increment> steps) implements DeploymentStrategy {

  /** The most steps that there can be. */
  public static final int MAX_STEPS = 100;

  /**
   * One step.
   *
   * @param share on the new revision after this step, those before it included; above 0 % and below
   *     100 %
   * @param hold how long it is watched, zero to 365 days
   */
  public record Increment(Weight share, Duration hold) {

    /** Refuses a share of nothing or everything, and a hold out of range. */
    public Increment {
      Shares.requireShare("step share", share);
      Shares.requireInterval("step hold", hold);
    }
  }

  /** Copies the steps, and refuses none, too many, and shares that do not grow. */
  public Stepped {
    steps = List.copyOf(steps);
    if (steps.isEmpty() || steps.size() > MAX_STEPS) {
      throw new IllegalArgumentException(
          "steps: " + steps.size() + " are out of range; allowed: 1 to " + MAX_STEPS);
    }
    for (int i = 1; i < steps.size(); i++) {
      Weight before = steps.get(i - 1).share();
      Weight share = steps.get(i).share();
      if (share.compareTo(before) <= 0) {
        throw new IllegalArgumentException(
            "steps["
                + i
                + "]: "
                + share
                + " is out of range; allowed: above "
                + before
                + ", the share of the step before");
      }
    }
  }

  /**
   * A first step, after which the rest follows.
   *
   * @param share above 0 % and below 100 %
   * @param hold zero to 365 days
   * @return the strategy
   */
  public static Stepped of(Weight share, Duration hold) {
    return new Stepped(List.of(new Increment(share, hold)));
  }

  /**
   * The same steps and one more.
   *
   * @param share after the step, above that of the last one and below 100 %
   * @param hold zero to 365 days
   * @return the longer strategy
   */
  public Stepped then(Weight share, Duration hold) {
    List<Increment> longer = new ArrayList<>(steps);
    longer.add(new Increment(share, hold));
    return new Stepped(longer);
  }

  @Override
  public String name() {
    return steps.stream()
        .map(step -> step.share().percent() + "Percent" + StrategyNames.words(step.hold()))
        .collect(Collectors.joining("Then", "Stepped", ""));
  }

  @Override
  public Step next(Rollout rollout) {
    Step end = Shares.end(rollout);
    if (end != null) {
      return end;
    }
    int target = rollout.total();
    Duration hold = Duration.ZERO;
    for (Increment step : steps) {
      int units = step.share().of(rollout.total());
      if (units > rollout.attempted() && units <= target && units < rollout.total()) {
        target = units;
        hold = hold.plus(step.hold());
      }
    }
    return Shares.moveTo(target, rollout, hold);
  }
}
