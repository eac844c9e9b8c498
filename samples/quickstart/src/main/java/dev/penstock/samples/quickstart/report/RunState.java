package dev.penstock.samples.quickstart.report;

import java.util.Locale;

/** How far an action, a wave or a release has come. */
public enum RunState {
  /** Not begun. */
  WAITING('·', '.'),
  /** At work. */
  RUNNING('▸', '>'),
  /** Ended well. */
  SUCCEEDED('✔', '+'),
  /** Ended badly. */
  FAILED('✘', '!'),
  /** Stopped before its end. */
  STOPPED('■', '#'),
  /** Undone after it had ended well. */
  ROLLED_BACK('↺', '<');

  private final char symbol;
  private final char ascii;

  RunState(char symbol, char ascii) {
    this.symbol = symbol;
    this.ascii = ascii;
  }

  /**
   * A sign for people.
   *
   * @return one character
   */
  public char symbol() {
    return symbol;
  }

  /**
   * A sign for terminals that know ASCII only.
   *
   * @return one character
   */
  public char ascii() {
    return ascii;
  }

  /**
   * The state in words.
   *
   * @return lower-case words
   */
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The name of the style that colours it. */
  String style() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
