package dev.penstock.process;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes instants in the form of {@link Instant#toString} between the years 0 and 9999. A
 * journal holds one or more for each event, and the general ways take longer than all the rest.
 */
final class InstantText {
  private static final int SECONDS_END = "2026-01-05T09:00:00".length();
  private static final byte[] FORM = "0000-00-00T00:00:00".getBytes(StandardCharsets.US_ASCII);
  private static final int NANOS_DIGITS = 9;
  private static final int SECONDS_OF_DAY = 86_400;
  private static final long FIRST = -62_167_219_200L; // 0000-01-01T00:00:00Z
  private static final long LAST = 253_402_300_799L; // 9999-12-31T23:59:59Z

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

  /**
   * The same beside another one that was read, in whose second it often is.
   *
   * @throws DateTimeException if there is no such day
   */
  static @Nullable Instant ofForm(byte[] text, int from, int to, byte[] other, Instant otherRead) {
    int end = to - 1;
    if (end < from + SECONDS_END || text[end] != 'Z' || !isSameSecond(text, from, other)) {
      return ofForm(text, from, to);
    }
    int nanos = nanos(text, from + SECONDS_END, end);
    return nanos < 0 ? null : Instant.ofEpochSecond(otherRead.getEpochSecond(), nanos);
  }

  private static boolean isSameSecond(byte[] text, int from, byte[] other) {
    int last = SECONDS_END - Long.BYTES;
    return word(text, from + last) == word(other, last)
        && word(text, from + Long.BYTES) == word(other, Long.BYTES)
        && word(text, from) == word(other, 0);
  }

  private static long word(byte[] text, int at) {
    return (long) FieldName.LONGS.get(text, at);
  }

  /** Writes an instant as {@link Instant#toString} does. */
  static String print(Instant instant) {
    long second = instant.getEpochSecond();
    if (second < FIRST || second > LAST) {
      return instant.toString();
    }
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(second, SECONDS_OF_DAY));
    byte[] text = Arrays.copyOf(FORM, SECONDS_END + 1 + NANOS_DIGITS + 1);
    put(text, 0, day.getYear() / 100);
    put(text, 2, day.getYear() % 100);
    put(text, 5, day.getMonthValue());
    put(text, 8, day.getDayOfMonth());
    int ofDay = Math.floorMod(second, SECONDS_OF_DAY);
    put(text, 11, ofDay / 3600);
    put(text, 14, ofDay / 60 % 60);
    put(text, 17, ofDay % 60);
    int end = putFraction(text, instant.getNano());
    text[end] = 'Z';
    return new String(text, 0, end + 1, StandardCharsets.ISO_8859_1);
  }

  private static void put(byte[] text, int at, int twoDigits) {
    text[at] = (byte) ('0' + twoDigits / 10);
    text[at + 1] = (byte) ('0' + twoDigits % 10);
  }

  /** Writes none, three, six or nine digits, and returns where they end. */
  private static int putFraction(byte[] text, int nanos) {
    if (nanos == 0) {
      return SECONDS_END;
    }
    int digits = nanos % 1_000_000 == 0 ? 3 : nanos % 1_000 == 0 ? 6 : NANOS_DIGITS;
    text[SECONDS_END] = '.';
    int rest = nanos;
    for (int i = NANOS_DIGITS; i > 0; i--) {
      text[SECONDS_END + i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return SECONDS_END + 1 + digits;
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
