package dev.penstock.pipeline.execution;

import java.util.Objects;
import java.util.Optional;

/**
 * Which executions to list (P-1412).
 *
 * @param pageSize how many at once, 1 to 100
 * @param token the {@link Page#nextToken()} of the page before; empty for the newest
 * @param status only those that are this far
 * @param succeededInStage only those to which this stage may be rolled back as far as the history
 *     tells: of type STANDARD, of the present version, and succeeded there (P-1111)
 */
public record ExecutionQuery(
    int pageSize,
    Optional<String> token,
    Optional<ExecutionStatus> status,
    Optional<String> succeededInStage) {

  /**
   * Checks the page size.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public ExecutionQuery {
    Page.checkSize(pageSize);
    Objects.requireNonNull(token, "token");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(succeededInStage, "succeededInStage");
  }

  /**
   * All executions, 100 at once.
   *
   * @return the query
   */
  public static ExecutionQuery all() {
    return new ExecutionQuery(Page.LARGEST, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * The same query for other pages.
   *
   * @param value how many at once, 1 to 100
   * @return a copy
   * @throws IllegalArgumentException if it is out of range
   */
  public ExecutionQuery withPageSize(int value) {
    return new ExecutionQuery(value, token, status, succeededInStage);
  }

  /**
   * The same query for the next page.
   *
   * @param value the token of the page before
   * @return a copy
   */
  public ExecutionQuery after(String value) {
    return new ExecutionQuery(pageSize, Optional.of(value), status, succeededInStage);
  }

  /**
   * The same query for executions that are this far.
   *
   * @param value how far
   * @return a copy
   */
  public ExecutionQuery withStatus(ExecutionStatus value) {
    return new ExecutionQuery(pageSize, token, Optional.of(value), succeededInStage);
  }

  /**
   * The same query for targets of a rollback.
   *
   * @param stage the stage's name
   * @return a copy
   */
  public ExecutionQuery withSuccessIn(String stage) {
    return new ExecutionQuery(pageSize, token, status, Optional.of(stage));
  }
}
