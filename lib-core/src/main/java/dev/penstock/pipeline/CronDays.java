package dev.penstock.pipeline;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;

/** The two day fields of a cron expression, whose specials depend on the month (P-1228). */
final class CronDays {
  private static final CronField OF_MONTH = new CronField("day of month", 1, 31, List.of());
  private static final CronField OF_WEEK =
      new CronField("day of week", 1, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"));

  private CronDays() {}

  static Predicate<LocalDate> ofMonth(String text) {
    return any(text, part -> inMonth(part.toUpperCase(Locale.ROOT)));
  }

  static Predicate<LocalDate> ofWeek(String text) {
    return any(text, part -> inWeek(part.toUpperCase(Locale.ROOT)));
  }

  private static Predicate<LocalDate> any(
      String text, Function<String, Predicate<LocalDate>> parse) {
    if (text.equals("?")) {
      return date -> true;
    }
    Predicate<LocalDate> any = date -> false;
    for (String part : text.split(",", -1)) {
      any = any.or(parse.apply(part));
    }
    return any;
  }

  private static Predicate<LocalDate> inMonth(String part) {
    if (part.equals("L")) {
      return date -> date.getDayOfMonth() == date.lengthOfMonth();
    }
    if (part.equals("LW")) {
      return date -> date.equals(weekdayNear(date.with(TemporalAdjusters.lastDayOfMonth())));
    }
    if (part.startsWith("L-")) {
      int before = OF_MONTH.value(part.substring(2));
      return date -> date.getDayOfMonth() == date.lengthOfMonth() - before;
    }
    if (part.endsWith("W")) {
      int day = OF_MONTH.value(part.substring(0, part.length() - 1));
      return date ->
          day <= date.lengthOfMonth() && date.equals(weekdayNear(date.withDayOfMonth(day)));
    }
    BitSet days = OF_MONTH.parse(part);
    return date -> days.get(date.getDayOfMonth());
  }

  /** The nearest day from Monday to Friday in the same month. */
  private static LocalDate weekdayNear(LocalDate day) {
    if (day.getDayOfWeek() == DayOfWeek.SATURDAY) {
      return day.getDayOfMonth() == 1 ? day.plusDays(2) : day.minusDays(1);
    }
    if (day.getDayOfWeek() == DayOfWeek.SUNDAY) {
      return day.getDayOfMonth() == day.lengthOfMonth() ? day.minusDays(2) : day.plusDays(1);
    }
    return day;
  }

  private static Predicate<LocalDate> inWeek(String part) {
    if (part.equals("L")) {
      return date -> numberOf(date) == 7;
    }
    int hash = part.indexOf('#');
    if (hash >= 0) {
      int day = OF_WEEK.value(part.substring(0, hash));
      int which = new CronField("day of week", 1, 5, List.of()).value(part.substring(hash + 1));
      return date -> numberOf(date) == day && (date.getDayOfMonth() - 1) / 7 + 1 == which;
    }
    if (part.endsWith("L")) {
      int day = OF_WEEK.value(part.substring(0, part.length() - 1));
      return date -> numberOf(date) == day && date.getDayOfMonth() + 7 > date.lengthOfMonth();
    }
    BitSet days = OF_WEEK.parse(part);
    return date -> days.get(numberOf(date));
  }

  /** 1 for Sunday to 7 for Saturday. */
  private static int numberOf(LocalDate date) {
    return date.getDayOfWeek().getValue() % 7 + 1;
  }
}
