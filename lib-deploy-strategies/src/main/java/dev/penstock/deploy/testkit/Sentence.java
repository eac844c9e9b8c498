package dev.penstock.deploy.testkit;

import java.util.function.Supplier;

/** What a sentence expects, and what is said if it does not hold. */
final class Sentence {

  private final Supplier<String> whole;

  /**
   * A sentence about something that can be shown.
   *
   * @param whole all that there is to see
   */
  Sentence(Supplier<String> whole) {
    this.whole = whole;
  }

  void expect(boolean holds, String expected, Object found) {
    if (!holds) {
      throw new AssertionError("expected " + expected + "; found " + found + "\n" + whole.get());
    }
  }
}
