package dev.penstock.pipeline.execution;

import java.util.Objects;
import java.util.Optional;

/**
 * Which attempts at actions of one execution to list (P-1414).
 *
 * @param execution its id
 * @param range whether attempts that a later one replaced are listed
 * @param pageSize how many at once, 1 to 100
 * @param token the {@link Page#nextToken()} of the page before; empty for the newest
 */
public record ActionQuery(String execution, Range range, int pageSize, Optional<String> token) {

  /**
   * Checks the page size.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public ActionQuery {
    Objects.requireNonNull(execution, "execution");
    Objects.requireNonNull(range, "range");
    Page.checkSize(pageSize);
    Objects.requireNonNull(token, "token");
  }

  /** Whether attempts that a later one replaced are listed. */
  public enum Range {
    /** Only the last attempt at each action. */
    LATEST,
    /** All attempts. */
    ALL
  }

  /**
   * All attempts of an execution, 100 at once.
   *
   * @param execution its id
   * @return the query
   */
  public static ActionQuery of(String execution) {
    return new ActionQuery(execution, Range.ALL, Page.LARGEST, Optional.empty());
  }

  /**
   * The same query with another range.
   *
   * @param value the range
   * @return a copy
   */
  public ActionQuery withRange(Range value) {
    return new ActionQuery(execution, value, pageSize, token);
  }

  /**
   * The same query for other pages.
   *
   * @param value how many at once, 1 to 100
   * @return a copy
   * @throws IllegalArgumentException if it is out of range
   */
  public ActionQuery withPageSize(int value) {
    return new ActionQuery(execution, range, value, token);
  }

  /**
   * The same query for the next page.
   *
   * @param value the token of the page before
   * @return a copy
   */
  public ActionQuery after(String value) {
    return new ActionQuery(execution, range, pageSize, Optional.of(value));
  }
}
