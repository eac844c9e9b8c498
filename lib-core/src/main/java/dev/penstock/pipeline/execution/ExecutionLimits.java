package dev.penstock.pipeline.execution;

/**
 * How much of one pipeline may be under way at once. These are quotas of whoever runs a pipeline,
 * not part of its definition: a library has no reason to refuse a 51st execution, and a copy of the
 * cloud service has.
 *
 * @param executions how many executions may be under way in modes QUEUED and PARALLEL; further ones
 *     are refused, never parked (P-623, P-632). 0 for no limit. SUPERSEDED needs none, because it
 *     holds at most two executions per stage
 * @param actions how many actions of one execution may be under way in mode PARALLEL, whatever the
 *     width of a group; the rest of the group starts as soon as others have succeeded (P-632). 0
 *     for no limit
 */
public record ExecutionLimits(int executions, int actions) {

  /** No limits: the default. */
  public static final ExecutionLimits NONE = new ExecutionLimits(0, 0);

  /** The cloud service's own: 50 executions (P-1448), 5 actions (P-1449). */
  public static final ExecutionLimits CODEPIPELINE = new ExecutionLimits(50, 5);

  /**
   * Checks both numbers.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public ExecutionLimits {
    if (executions < 0 || actions < 0) {
      throw new IllegalArgumentException(
          "executions "
              + executions
              + ", actions "
              + actions
              + " are out of range; allowed: 0 for no limit, or 1 and above");
    }
  }
}
