package dev.penstock.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

@Label("A deployment window")
class DeploymentWindowLaws {
  /** Before the clocks are changed in Berlin, there again, and in New York. */
  private static final List<Instant> STARTS =
      List.of(
          Instant.parse("2026-03-28T00:00:30Z"),
          Instant.parse("2026-10-24T12:00:30Z"),
          Instant.parse("2026-10-31T12:00:30Z"));

  @Provide
  Arbitrary<String> crons() {
    Arbitrary<String> minutes = Arbitraries.of("*", "0", "*/7", "10-20", "50-5", "3,30", "20/15");
    Arbitrary<String> hours = Arbitraries.of("*", "2", "1-3", "22-4", "*/5", "0,12");
    Arbitrary<String> days = Arbitraries.of("?", "*", "29", "L", "1W", "28-30", "L-2");
    Arbitrary<String> months = Arbitraries.of("*", "MAR", "3,4", "mar-oct", "OCT-MAR");
    Arbitrary<String> week = Arbitraries.of("?", "SUN", "MON-FRI", "FRI-MON", "7L", "1#5", "2,4");
    return Combinators.combine(minutes, hours, days, months, week)
        .as((m, h, d, o, w) -> "* " + m + " " + h + " " + d + " " + o + " " + w);
  }

  @Property(tries = 400, seed = "20261126", edgeCases = EdgeCasesMode.NONE)
  @Label("opens next at the first minute that it contains, clock changes included")
  void nextIsFirst(
      @ForAll("crons") String cron,
      @ForAll @IntRange(min = 0, max = 3000) int after,
      @ForAll @IntRange(min = 0, max = 2) int start) {
    for (String zone : List.of("UTC", "Europe/Berlin", "America/New_York", "UTC-03:30")) {
      DeploymentWindow window = DeploymentWindow.of(cron, zone);
      Instant from = STARTS.get(start).plus(after, ChronoUnit.MINUTES);
      Optional<Instant> next = window.next(from);
      Instant naive = window.contains(from) ? from : null;
      Instant minute = from.truncatedTo(ChronoUnit.MINUTES);
      for (int i = 1; i < 4_000 && naive == null; i++) {
        Instant candidate = minute.plus(i, ChronoUnit.MINUTES);
        naive = window.contains(candidate) ? candidate : null;
      }
      if (naive != null) {
        assertEquals(Optional.of(naive), next, cron + " " + zone);
      } else {
        assertTrue(
            next.isEmpty() || next.get().isAfter(minute.plus(3_999, ChronoUnit.MINUTES)),
            cron + " " + zone);
        next.ifPresent(opening -> assertTrue(window.contains(opening)));
      }
    }
  }

  @Example
  @Label("opens in the order of time where the clock is set back")
  void clockSetBack() {
    DeploymentWindow window = DeploymentWindow.of("* 10,50 2 ? * *", "Europe/Berlin");
    assertEquals( // 2:50 in summer time, which comes before 2:10 in winter time
        Optional.of(Instant.parse("2026-10-25T00:50:00Z")),
        window.next(Instant.parse("2026-10-25T00:11:00Z")));
    assertEquals(
        Optional.of(Instant.parse("2026-10-25T01:10:00Z")),
        window.next(Instant.parse("2026-10-25T00:51:00Z")));
  }

  /** The days of a month on which a window with these day fields is open. */
  private static List<Integer> days(String dayOfMonth, String dayOfWeek, String month) {
    DeploymentWindow window = DeploymentWindow.of("* * * " + dayOfMonth + " * " + dayOfWeek, "UTC");
    LocalDate first = LocalDate.parse(month + "-01");
    List<Integer> days = new ArrayList<>();
    for (int day = 1; day <= first.lengthOfMonth(); day++) {
      if (window.contains(Instant.parse(first.withDayOfMonth(day) + "T12:00:00Z"))) {
        days.add(day);
      }
    }
    return days;
  }

  @Example
  @Label("knows the specials of the two day fields")
  @Covers("P-1228")
  void days() {
    String february = "2026-02"; // begins on a Sunday, ends on a Saturday
    String august = "2026-08"; // begins on a Saturday, ends on a Monday
    assertEquals(IntStream.rangeClosed(1, 28).boxed().toList(), days("?", "*", february));
    assertEquals(IntStream.rangeClosed(1, 28).boxed().toList(), days("*", "?", february));
    assertEquals(List.of(28), days("L", "?", february));
    assertEquals(List.of(25), days("L-3", "?", february));
    assertEquals(List.of(27), days("LW", "?", february));
    assertEquals(List.of(31), days("LW", "?", august));
    assertEquals(List.of(2), days("1W", "?", february)); // the 1st is a Sunday
    assertEquals(List.of(3), days("1W", "?", august)); // the 1st is a Saturday
    assertEquals(List.of(13), days("14W", "?", february)); // a Saturday
    assertEquals(List.of(16), days("15W", "?", february)); // a Sunday
    assertEquals(List.of(27), days("28W", "?", february)); // a Saturday at the end
    assertEquals(List.of(12), days("12W", "?", february));
    assertEquals(List.of(), days("31W", "?", february));
    assertEquals(List.of(29), days("31W", "?", "2026-05").stream().map(d -> d).toList());
    assertEquals(List.of(5, 10, 15, 20, 25, 30), days("*/5", "?", august));
    assertEquals(List.of(1, 11, 21, 31), days("1/10", "?", august));
    assertEquals(List.of(4, 5, 9), days("4-5,9", "?", august));
    assertEquals(List.of(1, 30, 31), days("30-1", "?", august));
    assertEquals(List.of(1, 8, 15, 22), days("?", "1", february));
    assertEquals(List.of(1, 8, 15, 22), days("?", "sun", february));
    assertEquals(List.of(7, 14, 21, 28), days("?", "L", february));
    assertEquals(List.of(27), days("?", "6L", february));
    assertEquals(List.of(27), days("?", "FRIL", february));
    assertEquals(List.of(20), days("?", "6#3", february));
    assertEquals(List.of(31), days("?", "MON#5", august));
    assertEquals(List.of(), days("?", "MON#5", february));
    assertEquals(List.of(1, 2, 6, 7, 8, 9), days("?", "FRI-MON", february).subList(0, 6));
    assertEquals(List.of(1, 4, 8, 11), days("?", "SUN,WED", february).subList(0, 4));
    assertEquals(List.of(15), days("15", "SUN", february)); // both must hold
    assertEquals(List.of(), days("15", "MON", february));
  }

  private static boolean contains(String cron, String at) {
    return DeploymentWindow.of(cron, "UTC").contains(Instant.parse(at));
  }

  @Example
  @Label("is a set of minutes: fields of hours, months and years, seconds of * or 0")
  @Covers({"P-1228", "P-1230"})
  void fields() {
    for (String seconds : List.of("*", "0")) {
      String cron = seconds + " 30-45 9 ? * *";
      assertEquals(true, contains(cron, "2026-01-05T09:30:00Z"));
      assertEquals(true, contains(cron, "2026-01-05T09:45:59.999Z"));
      assertEquals(false, contains(cron, "2026-01-05T09:46:00Z"));
      assertEquals(false, contains(cron, "2026-01-05T08:45:00Z"));
    }
    assertEquals(true, contains("* */15 * ? * *", "2026-01-05T09:00:00Z"));
    assertEquals(true, contains("* */15 * ? * *", "2026-01-05T09:45:00Z"));
    assertEquals(false, contains("* */15 * ? * *", "2026-01-05T09:46:00Z"));
    assertEquals(true, contains("* * * ? jan *", "2026-01-31T23:59:00Z"));
    assertEquals(true, contains("* * * ? DEC-jan *", "2026-12-31T23:59:00Z"));
    assertEquals(false, contains("* * * ? 2 *", "2026-01-31T23:59:00Z"));
    assertEquals(true, contains("* * * ? * * 2025-2026", "2026-01-31T23:59:00Z"));
    assertEquals(false, contains("* * * ? * * 2025", "2026-01-31T23:59:00Z"));
    assertEquals(true, contains("* * 22-2 ? * *", "2026-01-05T01:00:00Z"));
    assertEquals(false, contains("* * 22-2 ? * *", "2026-01-05T03:00:00Z"));
    assertEquals(true, contains("  *   *  *  ?  *  * ", "2026-01-05T03:00:00Z"));
    assertEquals(
        Optional.empty(),
        DeploymentWindow.of("* * * 30 FEB ?", "UTC").next(Instant.parse("2026-01-05T03:00:00Z")));
    assertEquals(
        Optional.of(Instant.parse("1970-01-01T00:00:00Z")),
        DeploymentWindow.of("* * * ? * *", "UTC").next(Instant.parse("1969-05-05T03:00:00Z")));
  }

  private static String refused(String cron) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> DeploymentWindow.of(cron, "UTC"))
            .getMessage());
  }

  @Example
  @Label("refuses what is no expression, and says which field")
  @Covers("P-1228")
  void refusals() {
    String fields =
        " fields; allowed: seconds, minutes, hours, day of month, month, day of week, and perhaps"
            + " year";
    assertEquals("0" + fields, refused(" "));
    assertEquals("5" + fields, refused("* * ? * *"));
    assertEquals("8" + fields, refused("* * * ? * * * *"));
    assertEquals("seconds: \"5\"; allowed: *, 0", refused("5 * * ? * *"));
    assertEquals("minutes: \"60\" is out of range; allowed: 0 to 59", refused("* 60 * ? * *"));
    assertEquals("minutes: \"\" is out of range; allowed: 0 to 59", refused("* 1, * ? * *"));
    assertEquals("minutes: \"0\" is out of range; allowed: 1 to 59", refused("* */0 * ? * *"));
    assertEquals("minutes: \"?\" is out of range; allowed: 0 to 59", refused("* ? * ? * *"));
    assertEquals("minutes: \"L\" is out of range; allowed: 0 to 59", refused("* L * ? * *"));
    assertEquals("hours: \"24\" is out of range; allowed: 0 to 23", refused("* * 24 ? * *"));
    assertEquals("day of month: \"32\" is out of range; allowed: 1 to 31", refused("* * * 32 * ?"));
    assertEquals("day of month: \"0\" is out of range; allowed: 1 to 31", refused("* * * 0 * ?"));
    assertEquals("day of month: \"X\" is out of range; allowed: 1 to 31", refused("* * * XW * ?"));
    assertEquals(
        "month: \"13\" is out of range; allowed: 1 to 12, JAN to DEC", refused("* * * ? 13 *"));
    assertEquals(
        "day of week: \"8\" is out of range; allowed: 1 to 7, SUN to SAT", refused("* * * ? * 8"));
    assertEquals(
        "day of week: \"0\" is out of range; allowed: 1 to 7, SUN to SAT", refused("* * * ? * 0"));
    assertEquals("day of week: \"6\" is out of range; allowed: 1 to 5", refused("* * * ? * MON#6"));
    assertEquals(
        "year: \"2200\" is out of range; allowed: 1970 to 2199", refused("* * * ? * * 2200"));
    assertEquals(
        "year: \"1969\" is out of range; allowed: 1970 to 2199", refused("* * * ? * * 1969"));
    assertEquals(
        "minutes: \"-5\" is out of range; allowed: 0 to 59".replace("-5", ""),
        refused("* -5 * ? * *"));
  }

  @Example
  @Label("knows regions, UTC with an offset, and abbreviations; else UTC")
  @Covers("P-1229")
  void zones() {
    record Zone(String name, String nine) {}

    for (Zone zone :
        List.of(
            new Zone("Europe/Berlin", "08:00"),
            new Zone("America/New_York", "14:00"),
            new Zone("UTC", "09:00"),
            new Zone("UTC+02:00", "07:00"),
            new Zone("UTC-03:30", "12:30"),
            new Zone("CET", "08:00"),
            new Zone("EST", "14:00"))) {
      assertEquals(
          Optional.of(Instant.parse("2026-01-05T" + zone.nine() + ":00Z")),
          DeploymentWindow.of("* * 9 ? * *", zone.name())
              .next(Instant.parse("2026-01-05T00:00:00Z")),
          zone.name());
    }
    assertEquals(
        Optional.of(Instant.parse("2026-01-05T09:00:00Z")),
        DeploymentWindow.of(java.util.Map.of("Cron", "* * 9 ? * *"))
            .next(Instant.parse("2026-01-05T00:00:00Z")));
    assertEquals(
        "time zone: \"Mars/Base\" is unknown; allowed: Region/City, UTC, UTC+HH:MM, UTC-HH:MM, and"
            + " abbreviations such as CET",
        assertThrows(
                IllegalArgumentException.class,
                () -> DeploymentWindow.of("* * * ? * *", "Mars/Base"))
            .getMessage());
  }
}
