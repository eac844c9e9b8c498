package dev.penstock.pipeline;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/** A cron expression as a set of minutes (P-1228, P-1230). */
final class Cron {
  static final int FIRST_YEAR = 1970;
  static final int LAST_YEAR = 2199;
  private static final CronField MINUTES = new CronField("minutes", 0, 59, List.of());
  private static final CronField HOURS = new CronField("hours", 0, 23, List.of());
  private static final CronField MONTHS =
      new CronField(
          "month",
          1,
          12,
          List.of(
              "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"));
  private static final CronField YEARS = new CronField("year", FIRST_YEAR, LAST_YEAR, List.of());

  private final BitSet minutes;
  private final BitSet hours;
  private final Predicate<LocalDate> dayOfMonth;
  private final BitSet months;
  private final Predicate<LocalDate> dayOfWeek;
  private final BitSet years;

  private Cron(String[] fields) {
    if (!fields[0].equals("*") && !fields[0].equals("0")) {
      throw new IllegalArgumentException("seconds: \"" + fields[0] + "\"; allowed: *, 0");
    }
    this.minutes = MINUTES.parse(fields[1]);
    this.hours = HOURS.parse(fields[2]);
    this.dayOfMonth = CronDays.ofMonth(fields[3]);
    this.months = MONTHS.parse(fields[4]);
    this.dayOfWeek = CronDays.ofWeek(fields[5]);
    this.years = fields.length == 7 ? YEARS.parse(fields[6]) : YEARS.all();
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException if it is none; the message names the field
   */
  static Cron parse(String text) {
    String[] fields = text.strip().split("\\s+", -1);
    if (fields.length != 6 && fields.length != 7) {
      throw new IllegalArgumentException(
          (text.isBlank() ? 0 : fields.length)
              + " fields; allowed: seconds, minutes, hours, day of month, month, day of week, and"
              + " perhaps year");
    }
    return new Cron(fields);
  }

  boolean contains(LocalDateTime time) {
    return minutes.get(time.getMinute())
        && hours.get(time.getHour())
        && contains(time.toLocalDate());
  }

  boolean contains(LocalDate date) {
    return containsMonth(date) && dayOfMonth.test(date) && dayOfWeek.test(date);
  }

  /** Whether exactly one minute of each hour is meant. */
  boolean isOneMinute() {
    return minutes.cardinality() == 1;
  }

  BitSet hours() {
    return hours;
  }

  BitSet minutes() {
    return minutes;
  }

  /** Whether days of this date's month may be meant. */
  boolean containsMonth(LocalDate date) {
    return date.getYear() >= FIRST_YEAR
        && years.get(date.getYear())
        && months.get(date.getMonthValue());
  }
}
