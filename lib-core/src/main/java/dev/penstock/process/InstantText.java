package dev.penstock.process;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Reads instants as {@link Instant#toString} writes them between the years 0 and 9999. A journal
 * holds one or more for each event, and the general parser takes longer than all the rest.
 */
final class InstantText {
  private static final int SECONDS_END = "2026-01-05T09:00:00".length();
  private static final byte[] FORM = "0000-00-00T00:00:00".getBytes(StandardCharsets.US_ASCII);
  private static final int NANOS_DIGITS = 9;

  private InstantText() {}

  /**
   * Reads an instant.
   *
   * @throws DateTimeException if the text is none
   */
  static Instant parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1); // what is no Latin becomes ?
    Instant instant = ofForm(bytes, 0, bytes.length);
    return instant == null ? Instant.parse(text) : instant;
  }

  /**
   * Reads an instant of the usual form; null if the text has another form.
   *
   * @throws DateTimeException if there is no such day
   */
  static @Nullable Instant ofForm(byte[] text, int from, int to) {
    int end = to - 1;
    if (end < from + SECONDS_END || text[end] != 'Z' || !hasForm(text, from)) {
      return null;
    }
    int nanos = nanos(text, from + SECONDS_END, end);
    int hour = number(text, from + 11);
    int minute = number(text, from + 14);
    int second = number(text, from + 17);
    if (nanos < 0 || hour > 23 || minute > 59 || second > 59) {
      return null;
    }
    int year = 100 * number(text, from) + number(text, from + 2);
    long day = LocalDate.of(year, number(text, from + 5), number(text, from + 8)).toEpochDay();
    return Instant.ofEpochSecond(((day * 24 + hour) * 60 + minute) * 60 + second, nanos);
  }

  private static boolean hasForm(byte[] text, int from) {
    for (int i = 0; i < SECONDS_END; i++) {
      byte form = FORM[i];
      byte found = text[from + i];
      if (form == '0' ? found < '0' || found > '9' : found != form) {
        return false;
      }
    }
    return true;
  }

  private static int number(byte[] text, int at) {
    return 10 * (text[at] - '0') + text[at + 1] - '0';
  }

  /** The fraction in nanoseconds; -1 if it has another form. */
  private static int nanos(byte[] text, int point, int end) {
    if (end == point) {
      return 0;
    }
    int digits = end - point - 1;
    if (text[point] != '.' || digits < 1 || digits > NANOS_DIGITS) {
      return -1;
    }
    int nanos = 0;
    for (int i = 0; i < NANOS_DIGITS; i++) {
      int digit = i < digits ? text[point + 1 + i] : '0';
      if (digit < '0' || digit > '9') {
        return -1;
      }
      nanos = 10 * nanos + digit - '0';
    }
    return nanos;
  }
}
