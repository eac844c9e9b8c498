package dev.penstock.deploy.testkit;

import dev.penstock.deploy.simulation.Figure;
import dev.penstock.deploy.simulation.StrategyComparison;
import dev.penstock.deploy.simulation.StrategyComparison.Percentiles;
import java.util.Objects;

/**
 * Sentences about candidates side by side. Each throws an {@link AssertionError} with the whole
 * comparison as a table if it does not hold. Not thread-safe.
 */
public final class ComparisonAssert {

  private final StrategyComparison comparison;
  private final Sentence sentence;

  ComparisonAssert(StrategyComparison comparison) {
    this.comparison = Objects.requireNonNull(comparison, "comparison");
    this.sentence = new Sentence(comparison::toText);
  }

  /**
   * In 99 of a hundred runs the figure was no worse than this.
   *
   * @param candidate the candidate's name
   * @param figure which
   * @param limit in the figure's unit
   * @return this
   */
  public ComparisonAssert nearlyAlways(String candidate, Figure figure, long limit) {
    long found = of(candidate, figure).ninetyNinth();
    sentence.expect(
        isNoWorse(figure, found, limit),
        candidate + ": " + figure.label() + " no worse than " + figure.format(limit),
        figure.format(found));
    return this;
  }

  /**
   * The first candidate is the better one in half of the runs, in nine of ten and in 99 of a
   * hundred.
   *
   * @param better the name of the one
   * @param worse the name of the other
   * @param figure by what they are compared
   * @return this
   */
  public ComparisonAssert isBetter(String better, String worse, Figure figure) {
    Percentiles one = of(better, figure);
    Percentiles other = of(worse, figure);
    sentence.expect(
        isBetter(figure, one.median(), other.median())
            && isBetter(figure, one.ninetieth(), other.ninetieth())
            && isBetter(figure, one.ninetyNinth(), other.ninetyNinth()),
        better + " to be better than " + worse + " by " + figure.label(),
        one + " and " + other);
    return this;
  }

  private Percentiles of(String candidate, Figure figure) {
    Percentiles found = comparison.row(candidate).figures().get(figure);
    if (found == null) {
      throw new AssertionError(
          "expected " + candidate + ": " + figure.label() + "; found none\n" + comparison.toText());
    }
    return found;
  }

  private static boolean isBetter(Figure figure, long one, long other) {
    return one != other && isNoWorse(figure, one, other);
  }

  private static boolean isNoWorse(Figure figure, long one, long other) {
    return figure.isWorseIfMore() ? one <= other : one >= other;
  }
}
