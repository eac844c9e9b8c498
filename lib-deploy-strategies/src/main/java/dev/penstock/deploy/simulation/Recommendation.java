package dev.penstock.deploy.simulation;

import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an advisor says. Immutable.
 *
 * @param suitable what meets all needs: the least exposure first, then the fastest
 * @param others what does not, the nearest first
 */
public record Recommendation(List<Advice> suitable, List<Advice> others) {

  /** Copies the lists. */
  public Recommendation {
    suitable = List.copyOf(suitable);
    others = List.copyOf(others);
  }

  /**
   * What is to be said of one candidate.
   *
   * @param candidate the strategy, and what it moves
   * @param timeToFull until all is on a good revision, at most
   * @param lowestCapacity the share of hosts that serve, at least
   * @param requestMinutes what a bad revision gets, at most
   * @param reasonsFor in plain sentences
   * @param reasonsAgainst in plain sentences; of one that does not suit, the needs that it misses
   *     come first
   */
  public record Advice(
      Candidate candidate,
      Duration timeToFull,
      Weight lowestCapacity,
      long requestMinutes,
      List<String> reasonsFor,
      List<String> reasonsAgainst) {

    /** Copies the lists. */
    public Advice {
      Objects.requireNonNull(candidate, "candidate");
      Objects.requireNonNull(timeToFull, "timeToFull");
      Objects.requireNonNull(lowestCapacity, "lowestCapacity");
      reasonsFor = List.copyOf(reasonsFor);
      reasonsAgainst = List.copyOf(reasonsAgainst);
    }
  }

  /**
   * What to take.
   *
   * @return the first that meets all needs; empty if none does
   */
  public Optional<Advice> best() {
    return suitable.stream().findFirst();
  }

  /**
   * What comes nearest.
   *
   * @return the best, or the one that misses the needs by the smallest factor; empty if no strategy
   *     can even start
   */
  public Optional<Advice> nearest() {
    return best().or(() -> others.stream().findFirst());
  }

  /**
   * The advice for people.
   *
   * @return lines that end in a newline
   */
  public String toText() {
    StringBuilder text = new StringBuilder();
    if (suitable.isEmpty()) {
      text.append("no strategy meets all needs\n");
      nearest()
          .ifPresent(
              advice -> {
                text.append("the nearest is ").append(advice.candidate().name());
                text.append(", because it misses them by the smallest factor\n");
                reasons(text, advice);
              });
      return text.toString();
    }
    for (int i = 0; i < suitable.size(); i++) {
      text.append(i + 1).append(". ").append(suitable.get(i).candidate().name()).append('\n');
      reasons(text, suitable.get(i));
    }
    return text.toString();
  }

  private static void reasons(StringBuilder text, Advice advice) {
    advice.reasonsFor().forEach(reason -> text.append("   + ").append(reason).append('\n'));
    advice.reasonsAgainst().forEach(reason -> text.append("   - ").append(reason).append('\n'));
  }
}
