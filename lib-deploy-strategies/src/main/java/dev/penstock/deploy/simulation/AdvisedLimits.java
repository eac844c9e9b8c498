package dev.penstock.deploy.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The needs of an advisor, each as a yes, a no and a sentence. */
final class AdvisedLimits {

  /** From here on a candidate is said to be that much worse than another. */
  private static final double WORTH_SAYING = 2;

  /** Fewer requests than this are said to be few for an alarm. */
  private static final long FEW = 1_000;

  private final RolloutAdvisor needs;

  AdvisedLimits(RolloutAdvisor needs) {
    this.needs = needs;
  }

  List<String> missed(WorstCase worst) {
    List<String> sentences = new ArrayList<>();
    if (!keepsCapacity(worst)) {
      sentences.add(
          "only "
              + worst.lowestCapacity()
              + " of the hosts serve at the worst moment; "
              + needs.headroom.complement()
              + " are needed");
    }
    if (!keepsBudget(worst)) {
      sentences.add(
          "a bad revision gets up to "
              + requests(worst)
              + "; the budget is "
              + number(needs.budget == null ? 0 : needs.budget));
    }
    if (!keepsDeadline(worst)) {
      sentences.add(
          "it takes up to "
              + RolloutTable.clock(worst.timeToFull())
              + "; the deadline is "
              + RolloutTable.clock(needs.deadline == null ? Duration.ZERO : needs.deadline));
    }
    return sentences;
  }

  List<String> kept(WorstCase worst) {
    List<String> sentences = new ArrayList<>();
    if (keepsCapacity(worst)) {
      sentences.add(worst.lowestCapacity() + " of the hosts serve at the worst moment");
    }
    if (keepsBudget(worst)) {
      sentences.add("a bad revision gets at most " + requests(worst));
    }
    if (keepsDeadline(worst)) {
      sentences.add("all is on a good revision within " + RolloutTable.clock(worst.timeToFull()));
    }
    if (worst.candidate().isTraffic()) {
      sentences.add("going back is a matter of routing and takes no time");
    }
    return sentences;
  }

  List<String> drawbacks(WorstCase worst, List<WorstCase> suitable) {
    List<String> sentences = new ArrayList<>();
    if (worst.candidate().isTraffic()) {
      sentences.add("it needs a second fleet of " + number(needs.hosts) + " hosts for the time");
    }
    if (worst.requestMinutes() < FEW) {
      sentences.add(
          "a bad revision must be noticed by as few as "
              + number(worst.requestMinutes())
              + " requests to it");
    }
    double fastest =
        suitable.stream().mapToDouble(other -> other.timeToFull().toMillis()).min().orElse(0);
    double slower = worst.timeToFull().toMillis() / fastest;
    if (fastest > 0 && slower >= WORTH_SAYING) {
      sentences.add("it takes " + times(slower) + " as long as the fastest that suits");
    }
    double least = suitable.stream().mapToDouble(WorstCase::requestMinutes).min().orElse(0);
    double more = worst.requestMinutes() / least;
    if (least > 0 && more >= WORTH_SAYING) {
      sentences.add(
          "it exposes " + times(more) + " as many requests as the one that exposes least");
    }
    return sentences;
  }

  /** By which factor the need is missed that is missed most; 1 if none is. */
  double missedBy(WorstCase worst) {
    double capacity =
        ratio(needs.headroom.complement().basisPoints(), worst.lowestCapacity().basisPoints());
    double budget = needs.budget == null ? 1 : ratio(worst.requestMinutes(), needs.budget);
    double deadline =
        needs.deadline == null
            ? 1
            : ratio(worst.timeToFull().toMillis(), needs.deadline.toMillis());
    return Math.max(1, Math.max(capacity, Math.max(budget, deadline)));
  }

  private boolean keepsCapacity(WorstCase worst) {
    return worst.lowestCapacity().compareTo(needs.headroom.complement()) >= 0;
  }

  private boolean keepsBudget(WorstCase worst) {
    return needs.budget == null || worst.requestMinutes() <= needs.budget;
  }

  private boolean keepsDeadline(WorstCase worst) {
    return needs.deadline == null || worst.timeToFull().compareTo(needs.deadline) <= 0;
  }

  private static double ratio(long found, long allowed) {
    return found <= allowed ? 1 : (double) found / allowed;
  }

  private static String requests(WorstCase worst) {
    return number(worst.requestMinutes()) + " request-minutes";
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String times(double factor) {
    return String.format(Locale.ROOT, "%.1f times", factor);
  }
}
