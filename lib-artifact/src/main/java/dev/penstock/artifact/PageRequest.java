package dev.penstock.artifact;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which stretch of a list is wanted.
 *
 * @param maxResults at most so many items; 1 to 1,000
 * @param token what {@link Page#next()} said; null for the start. It names the last item seen, so
 *     items that come or go meanwhile make no other item be missed or seen twice
 */
public record PageRequest(int maxResults, @Nullable String token) {
  private static final int MOST_RESULTS = 1_000;
  private static final int LONGEST_TOKEN = 2_000;
  private static final int USUAL_RESULTS = 50;

  /** Checks both, and reports all faults. */
  public PageRequest {
    Faults faults = new Faults();
    if (maxResults < 1 || maxResults > MOST_RESULTS) {
      faults.add(
          "max-results", "maxResults", maxResults + " is out of range", "1 to " + MOST_RESULTS);
    }
    if (token != null && (token.isEmpty() || token.length() > LONGEST_TOKEN)) {
      faults.add(
          "token",
          "token",
          "a token of " + token.length() + " characters",
          "1 to " + LONGEST_TOKEN + " characters, from the page before");
    }
    faults.throwIfAny("page request");
  }

  /**
   * The start of a list.
   *
   * @return a request for 50 items
   */
  public static PageRequest first() {
    return first(USUAL_RESULTS);
  }

  /**
   * The start of a list.
   *
   * @param maxResults at most so many items; 1 to 1,000
   * @return the request
   */
  public static PageRequest first(int maxResults) {
    return new PageRequest(maxResults, null);
  }

  /** A page of candidates, of which one more than wanted was looked for. */
  <T> Page<T> page(List<T> candidates, Function<T, String> tokenOf) {
    List<T> items = new ArrayList<>(candidates.subList(0, Math.min(maxResults, candidates.size())));
    return new Page<>(
        items,
        candidates.size() > maxResults
            ? Optional.of(new PageRequest(maxResults, tokenOf.apply(items.get(maxResults - 1))))
            : Optional.empty());
  }

  /** A token that no page gave. */
  static RuntimeException foreign(String token) {
    Faults faults = new Faults();
    faults.add("token", "token", "\"" + token + "\"", "the token of the page before");
    return faults.exception("page request");
  }
}
