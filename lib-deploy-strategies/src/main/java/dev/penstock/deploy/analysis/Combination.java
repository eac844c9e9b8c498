package dev.penstock.deploy.analysis;

/**
 * How the metrics of an analysis make one verdict. Dry-run metrics do not take part.
 *
 * <p>A metric that ended in error or inconclusive is one of which nobody knows: a verdict is bad
 * only if it would be bad however those had ended.
 */
public sealed interface Combination {

  /** Every metric has to be good. The first one that is not ends the analysis, with its status. */
  record All() implements Combination {
    @Override
    public String toString() {
      return "all metrics";
    }
  }

  /** One good metric is enough, and ends the analysis. */
  record Any() implements Combination {
    @Override
    public String toString() {
      return "any metric";
    }
  }

  /**
   * So many metrics have to be good.
   *
   * @param needed 1 to the number of metrics that are no dry runs
   */
  record Quorum(int needed) implements Combination {
    @Override
    public String toString() {
      return "at least " + needed + " metrics";
    }
  }

  /**
   * The weight of the good metrics, in percent of the weight of all, is the score.
   *
   * @param pass from which score on the analysis is good, above 0 to 100
   * @param marginal from which score on a person decides, 0 to {@code pass}; below it is bad
   */
  record Score(double pass, double marginal) implements Combination {
    @Override
    public String toString() {
      return "a score of " + pass + ", marginal from " + marginal;
    }
  }
}
