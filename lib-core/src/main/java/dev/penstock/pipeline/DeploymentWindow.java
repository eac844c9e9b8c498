package dev.penstock.pipeline;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * The rule {@link RuleType#DEPLOYMENT_WINDOW}: the minutes at which a stage may go on (P-1224).
 *
 * <pre>{@code
 * DeploymentWindow office = DeploymentWindow.of("* * 9-16 ? * MON-FRI", "Europe/Berlin");
 * office.next(now)   // at once on a Tuesday at noon; on Saturday, Monday at 9
 * }</pre>
 *
 * <p>An expression has the fields seconds ({@code *} or {@code 0}), minutes, hours, day of month,
 * month, day of week (1 is Sunday) and, if wanted, year; a minute is within the window if all
 * fields name it. Steps of {@code *} count from 0, ranges may go round, and where a day field does
 * not matter it is {@code ?} or {@code *}. Immutable.
 */
public final class DeploymentWindow {
  static final String CRON = "Cron";
  static final String TIME_ZONE = "TimeZone";
  static final String WAIT = "Wait";

  private final Cron cron;
  private final ZoneId zone;
  private final boolean isWaiting;

  private DeploymentWindow(Cron cron, ZoneId zone, boolean isWaiting) {
    this.cron = cron;
    this.zone = zone;
    this.isWaiting = isWaiting;
  }

  /**
   * Reads a window.
   *
   * @param cron the expression
   * @param timeZone such as {@code Europe/Berlin}, {@code UTC}, {@code UTC+02:00} or {@code CET}
   *     (P-1229)
   * @return the window
   * @throws IllegalArgumentException if the expression or the zone is none; the message says where
   */
  public static DeploymentWindow of(String cron, String timeZone) {
    return new DeploymentWindow(Cron.parse(cron), zoneOf(timeZone), true);
  }

  /**
   * Reads the window of a rule.
   *
   * @param configuration the rule's configuration with all references resolved: {@code Cron}, and
   *     perhaps {@code TimeZone}, else UTC, and {@code Wait}, {@code false} if the rule is to fail
   *     outside the window rather than to wait for it
   * @return the window
   * @throws IllegalArgumentException if a value is missing or wrong; the message says which
   */
  public static DeploymentWindow of(Map<String, String> configuration) {
    String cron = configuration.get(CRON);
    if (cron == null) {
      throw new IllegalArgumentException("needs " + CRON + ", has " + configuration.keySet());
    }
    String wait = configuration.getOrDefault(WAIT, "true");
    if (!wait.equals("true") && !wait.equals("false")) {
      throw new IllegalArgumentException(WAIT + ": \"" + wait + "\"; allowed: true, false");
    }
    return new DeploymentWindow(
        Cron.parse(cron),
        zoneOf(configuration.getOrDefault(TIME_ZONE, "UTC")),
        wait.equals("true"));
  }

  private static ZoneId zoneOf(String name) {
    try {
      return ZoneId.of(name, ZoneId.SHORT_IDS);
    } catch (DateTimeException e) {
      throw new UnknownZoneException(name, e);
    }
  }

  /** The time zones of this JDK do not have one; those of another may. */
  static final class UnknownZoneException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnknownZoneException(String name, DateTimeException cause) {
      super(
          "time zone: \""
              + name
              + "\" is unknown; allowed: Region/City, UTC, UTC+HH:MM, UTC-HH:MM, and abbreviations"
              + " such as CET",
          cause);
    }
  }

  /**
   * Whether a rule waits outside the window.
   *
   * @return false if it fails at once
   */
  public boolean isWaiting() {
    return isWaiting;
  }

  /** Whether only one minute of each hour is meant, which is seldom wanted (P-1230). */
  boolean isOneMinute() {
    return cron.isOneMinute();
  }

  /**
   * Whether an instant is within the window.
   *
   * @param at the instant; its seconds do not matter
   * @return true if it is
   */
  public boolean contains(Instant at) {
    return cron.contains(LocalDateTime.ofInstant(at, zone));
  }

  /**
   * The first instant within the window.
   *
   * @param from from when on
   * @return that instant itself, or the beginning of the first minute within the window after it;
   *     empty if there is none up to the year 2199
   */
  public Optional<Instant> next(Instant from) {
    if (contains(from)) {
      return Optional.of(from);
    }
    LocalDate day = LocalDateTime.ofInstant(from, zone).toLocalDate();
    if (day.getYear() < Cron.FIRST_YEAR) {
      day = LocalDate.of(Cron.FIRST_YEAR, 1, 1);
    }
    while (day.getYear() <= Cron.LAST_YEAR) {
      if (!cron.containsMonth(day)) {
        day = day.withDayOfMonth(1).plusMonths(1);
        continue;
      }
      Optional<Instant> first = cron.contains(day) ? onDay(day, from) : Optional.empty();
      if (first.isPresent()) {
        return first;
      }
      day = day.plusDays(1);
    }
    return Optional.empty();
  }

  /** The first minute of a day after an instant; times that the clock skips or repeats included. */
  private Optional<Instant> onDay(LocalDate day, Instant after) {
    Instant first = null;
    for (int hour = cron.hours().nextSetBit(0);
        hour >= 0;
        hour = cron.hours().nextSetBit(hour + 1)) {
      for (int minute = cron.minutes().nextSetBit(0);
          minute >= 0;
          minute = cron.minutes().nextSetBit(minute + 1)) {
        LocalDateTime time = day.atTime(hour, minute);
        for (ZoneOffset offset : zone.getRules().getValidOffsets(time)) {
          Instant start = time.toInstant(offset).truncatedTo(ChronoUnit.MINUTES);
          if (start.isAfter(after) && (first == null || start.isBefore(first))) {
            first = start;
          }
        }
      }
    }
    return Optional.ofNullable(first);
  }
}
