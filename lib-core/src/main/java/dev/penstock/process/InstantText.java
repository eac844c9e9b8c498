package dev.penstock.process;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Reads instants as {@link Instant#toString} writes them between the years 0 and 9999. A journal
 * holds one or more for each event, and the general parser takes longer than all the rest.
 */
final class InstantText {
  private static final int SECONDS_END = "2026-01-05T09:00:00".length();
  private static final String FORM = "0000-00-00T00:00:00";
  private static final int NANOS_DIGITS = 9;

  private InstantText() {}

  /**
   * Reads an instant.
   *
   * @throws DateTimeException if the text is none
   */
  static Instant parse(String text) {
    int end = text.length() - 1;
    if (end < SECONDS_END || text.charAt(end) != 'Z' || !hasForm(text)) {
      return Instant.parse(text);
    }
    int nanos = nanos(text, end);
    int hour = number(text, 11);
    int minute = number(text, 14);
    int second = number(text, 17);
    if (nanos < 0 || hour > 23 || minute > 59 || second > 59) {
      return Instant.parse(text);
    }
    long day =
        LocalDate.of(100 * number(text, 0) + number(text, 2), number(text, 5), number(text, 8))
            .toEpochDay();
    return Instant.ofEpochSecond(((day * 24 + hour) * 60 + minute) * 60 + second, nanos);
  }

  private static boolean hasForm(String text) {
    for (int i = 0; i < SECONDS_END; i++) {
      char form = FORM.charAt(i);
      char found = text.charAt(i);
      if (form == '0' ? found < '0' || found > '9' : found != form) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int at) {
    return 10 * (text.charAt(at) - '0') + text.charAt(at + 1) - '0';
  }

  /** The fraction in nanoseconds; -1 if it has another form. */
  private static int nanos(String text, int end) {
    if (end == SECONDS_END) {
      return 0;
    }
    int digits = end - SECONDS_END - 1;
    if (text.charAt(SECONDS_END) != '.' || digits < 1 || digits > NANOS_DIGITS) {
      return -1;
    }
    int nanos = 0;
    for (int i = 0; i < NANOS_DIGITS; i++) {
      char digit = i < digits ? text.charAt(SECONDS_END + 1 + i) : '0';
      if (digit < '0' || digit > '9') {
        return -1;
      }
      nanos = 10 * nanos + digit - '0';
    }
    return nanos;
  }
}
