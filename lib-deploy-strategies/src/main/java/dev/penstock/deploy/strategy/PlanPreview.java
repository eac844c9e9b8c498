package dev.penstock.deploy.strategy;

import dev.penstock.deploy.analysis.Analysis;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A {@link RolloutPlan} as a table, before anything happens: what comes when at the earliest, and
 * which share the new side has by then. People, calendars, hooks and the work itself take time that
 * nobody knows beforehand; a plus sign tells where.
 *
 * <pre>
 * step  earliest  what                                            weight
 *    0  0s        shift to 10 %                                   10 %
 *    1  0s        judge analysis for 5m                           10 %
 * </pre>
 *
 * @param plan the plan's name
 * @param rows in their order
 */
public record PlanPreview(String plan, List<Row> rows) {

  /**
   * One row.
   *
   * @param step the step's number from 0; below 0 for what follows the steps
   * @param earliest after which time it begins at the earliest
   * @param isLater whether somebody or something has to be waited for before, in addition
   * @param what it does, in words
   * @param weight the share of the new side once it is done
   */
  public record Row(int step, Duration earliest, boolean isLater, String what, Weight weight) {

    /** Refuses null. */
    public Row {
      Objects.requireNonNull(earliest, "earliest");
      Objects.requireNonNull(what, "what");
      Objects.requireNonNull(weight, "weight");
    }
  }

  /** Copies the rows. */
  public PlanPreview {
    Objects.requireNonNull(plan, "plan");
    rows = List.copyOf(rows);
  }

  static PlanPreview of(RolloutPlan plan) {
    Walk walk = new Walk();
    for (int i = 0; i < plan.steps().size(); i++) {
      walk.step(i, plan.steps().get(i));
    }
    if (!walk.weight.isAll()) {
      walk.weight = Weight.ALL;
      walk.row(-1, "all users to the new side");
    }
    for (RolloutStep.Analyse analyse : plan.afterPromotion()) {
      walk.step(-1, analyse);
    }
    if (!plan.bake().isZero()) {
      walk.row(-1, "keep both sides for " + words(plan.bake()));
      walk.time = walk.time.plus(plan.bake());
    }
    walk.row(-1, "done");
    return new PlanPreview(plan.name(), walk.rows);
  }

  /**
   * The time of the last row: how long the rollout takes at the least.
   *
   * @return zero or more
   */
  public Duration shortest() {
    return rows.get(rows.size() - 1).earliest();
  }

  /** The table, with a line for each row. */
  @Override
  public String toString() {
    int widest = rows.stream().mapToInt(row -> row.what().length()).max().orElse(0);
    int latest = rows.stream().mapToInt(row -> time(row).length()).max().orElse(0);
    String format = "%4s  %-" + Math.max(8, latest) + "s  %-" + Math.max(4, widest) + "s  %s%n";
    StringBuilder table = new StringBuilder();
    table.append(line(format, "step", "earliest", "what", "weight"));
    for (Row row : rows) {
      table.append(
          line(
              format,
              row.step() < 0 ? "" : String.valueOf(row.step()),
              time(row),
              row.what(),
              row.weight().toString()));
    }
    return table.toString();
  }

  private static String line(String format, Object... cells) {
    return String.format(Locale.ROOT, format, cells).stripTrailing() + "\n";
  }

  private static String time(Row row) {
    return words(row.earliest()) + (row.isLater() ? " +" : "");
  }

  /** Such as {@code 1h30m}. */
  static String words(Duration time) {
    if (time.isZero()) {
      return "0s";
    }
    String text = time.toString().substring(1).replace("T", "");
    return text.toLowerCase(Locale.ROOT);
  }

  private static final class Walk {
    private final List<Row> rows = new ArrayList<>();
    private Duration time = Duration.ZERO;
    private boolean isLater;
    private Weight weight = Weight.NONE;

    void row(int step, String what) {
      rows.add(new Row(step, time, isLater, what, weight));
    }

    void step(int number, RolloutStep step) {
      if (step instanceof RolloutStep.ShiftTo shift) {
        weight = shift.weight();
        row(number, "shift to " + weight);
      } else if (step instanceof RolloutStep.Admit admit) {
        row(number, "cohort " + admit.cohort() + " to the new side");
      } else if (step instanceof RolloutStep.MoveHosts hosts) {
        String which = hosts.cohort().isEmpty() ? "hosts" : "hosts of " + hosts.cohort();
        row(number, "move " + which + ", " + hosts.strategy());
        isLater = true;
      } else if (step instanceof RolloutStep.Hold hold) {
        row(number, "hold for " + words(hold.time()));
        time = time.plus(hold.time());
      } else if (step instanceof RolloutStep.Pause pause) {
        row(number, "pause until resumed" + pause.limit().map(Walk::limit).orElse(""));
        isLater = true;
      } else if (step instanceof RolloutStep.Analyse analyse) {
        judge(number, analyse.analysis(), "judge ", analyse.time().orElse(null));
      } else if (step instanceof RolloutStep.Experiment experiment) {
        judge(
            number,
            experiment.analysis(),
            "experiment " + experiment.name() + " with ",
            experiment.time().orElse(null));
      } else {
        other(number, step);
      }
    }

    private void other(int number, RolloutStep step) {
      if (step instanceof RolloutStep.AwaitWindow) {
        row(number, "wait for the calendar");
        isLater = true;
      } else if (step instanceof RolloutStep.CallHook call) {
        row(
            number,
            call.hook().kind() == RolloutHook.Kind.PAUSE
                ? "pause for " + call.hook().name()
                : "ask " + call.hook().name());
        isLater = true;
      } else if (step instanceof RolloutStep.SetRoute set) {
        row(number, (set.route().isRemoval() ? "end route " : "route ") + set.route().name());
      } else if (step instanceof RolloutStep.SetMirror set) {
        row(
            number,
            set.mirror().isRemoval()
                ? "end mirror " + set.mirror().name()
                : "mirror " + set.mirror().share() + " by " + set.mirror().name());
      } else if (step instanceof RolloutStep.SetScale set) {
        row(number, "scale the new side: " + scale(set.target()));
      } else if (step instanceof RolloutStep.SetReadyShare set) {
        row(number, "go on when " + set.share() + " are ready");
      }
    }

    private void judge(
        int number,
        Analysis analysis,
        String verb,
        @org.jspecify.annotations.Nullable Duration limit) {
      row(number, verb + analysis.name() + (limit == null ? "" : " for " + words(limit)));
      isLater |= limit == null;
      time = limit == null ? time : time.plus(limit);
    }

    private static String limit(WaitLimit limit) {
      return ", "
          + (limit.then() == TimeoutAction.CONTINUE ? "going on" : "back")
          + " after "
          + words(limit.after());
    }

    private static String scale(ScaleTarget target) {
      return switch (target.kind()) {
        case REPLICAS -> target.value() + " replicas";
        case SHARE -> new Weight(target.value()).toString();
        case MATCH_WEIGHT -> "as its weight";
      };
    }
  }
}
