package dev.penstock.pipeline.execution;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One page of a list.
 *
 * @param <T> what is listed
 * @param items what is on this page
 * @param nextToken asks for the next page; empty on the last one. It stays good when the list grows
 */
public record Page<T>(List<T> items, Optional<String> nextToken) {

  /** The most that a page holds, and what it holds unless a query says less (P-1412). */
  public static final int LARGEST = 100;

  /** Copies the list. */
  public Page {
    items = List.copyOf(items);
    Objects.requireNonNull(nextToken, "nextToken");
  }

  static void checkSize(int pageSize) {
    if (pageSize < 1 || pageSize > LARGEST) {
      throw new IllegalArgumentException(
          "a page of " + pageSize + " is out of range; allowed: 1.." + LARGEST);
    }
  }

  /**
   * The number that a token stands for: only what is older than that comes next.
   *
   * @param newest the highest number that a page can have ended with
   */
  static long before(Optional<String> token, long newest) {
    if (token.isEmpty()) {
      return Long.MAX_VALUE;
    }
    try {
      long number = Long.parseLong(token.get());
      if (number >= 1 && number <= newest) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw noPage(token.get());
    }
    throw noPage(token.get());
  }

  private static IllegalArgumentException noPage(String token) {
    return new IllegalArgumentException(
        "token \""
            + token
            + "\" is of no page of this list; allowed: the nextToken of a page of it, or none, for"
            + " the newest");
  }
}
