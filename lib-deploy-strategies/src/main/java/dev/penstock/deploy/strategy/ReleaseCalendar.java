package dev.penstock.deploy.strategy;

import dev.penstock.pipeline.DeploymentWindow;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * When a rollout may go on: windows in their time zones, and freezes that close them.
 *
 * <pre>{@code
 * ReleaseCalendar.open("* * 9-16 ? * MON-FRI", "Europe/Berlin")
 *     .freeze(LocalDateTime.of(2026, 12, 20, 0, 0), LocalDateTime.of(2027, 1, 4, 0, 0),
 *         ZoneId.of("Europe/Berlin"), "end of year")
 * }</pre>
 *
 * @param windows it is open within any of them; always if there is none; at most {@value #MOST}
 * @param freezes within any of which it is closed; at most {@value #MOST}
 */
public record ReleaseCalendar(List<Window> windows, List<Freeze> freezes) {

  /** The most windows, and the most freezes. */
  public static final int MOST = 200;

  /**
   * Minutes at which it is open.
   *
   * @param cron as {@link DeploymentWindow} reads it
   * @param timeZone such as {@code Europe/Berlin}
   */
  public record Window(String cron, String timeZone) {

    /** Refuses what is no expression and what is no time zone. */
    public Window {
      Objects.requireNonNull(DeploymentWindow.of(cron, timeZone), "window");
    }

    Optional<Instant> next(Instant from) {
      return DeploymentWindow.of(cron, timeZone).next(from);
    }
  }

  /**
   * A time at which it is closed, whatever the windows say.
   *
   * @param from its first instant
   * @param to the first instant after it
   * @param reason for people
   */
  public record Freeze(Instant from, Instant to, String reason) {

    /** Refuses a freeze that ends before it begins. */
    public Freeze {
      Objects.requireNonNull(reason, "reason");
      if (!to.isAfter(from)) {
        throw new IllegalArgumentException(
            "freeze: it begins at " + from + " and ends at " + to + "; allowed: a later end");
      }
    }

    boolean contains(Instant at) {
      return !at.isBefore(from) && at.isBefore(to);
    }
  }

  /** Copies the lists; refuses lists that are too long. */
  public ReleaseCalendar {
    windows = List.copyOf(windows);
    freezes = List.copyOf(freezes);
    if (windows.size() > MOST || freezes.size() > MOST) {
      throw new IllegalArgumentException(
          "calendar: "
              + windows.size()
              + " windows and "
              + freezes.size()
              + " freezes; allowed: up to "
              + MOST
              + " of each");
    }
  }

  /**
   * A calendar with one window.
   *
   * @param cron as {@link DeploymentWindow} reads it
   * @param timeZone such as {@code Europe/Berlin}
   * @return the calendar
   */
  public static ReleaseCalendar open(String cron, String timeZone) {
    return new ReleaseCalendar(List.of(new Window(cron, timeZone)), List.of());
  }

  /**
   * A calendar that is always open but for its freezes.
   *
   * @return the calendar
   */
  public static ReleaseCalendar always() {
    return new ReleaseCalendar(List.of(), List.of());
  }

  /**
   * The same calendar, also open in another window.
   *
   * @param cron as {@link DeploymentWindow} reads it
   * @param timeZone such as {@code Europe/Berlin}
   * @return a copy
   */
  public ReleaseCalendar orOpen(String cron, String timeZone) {
    List<Window> more = new ArrayList<>(windows);
    more.add(new Window(cron, timeZone));
    return new ReleaseCalendar(more, freezes);
  }

  /**
   * The same calendar, closed for a time.
   *
   * @param from the beginning, by the clocks of the zone
   * @param to the end, by the clocks of the zone
   * @param zone the time zone
   * @param reason for people
   * @return a copy
   */
  public ReleaseCalendar freeze(LocalDateTime from, LocalDateTime to, ZoneId zone, String reason) {
    List<Freeze> more = new ArrayList<>(freezes);
    more.add(new Freeze(from.atZone(zone).toInstant(), to.atZone(zone).toInstant(), reason));
    return new ReleaseCalendar(windows, more);
  }

  /**
   * Whether it is open.
   *
   * @param at when
   * @return true within a window and outside of all freezes
   */
  public boolean isOpen(Instant at) {
    return next(at).filter(at::equals).isPresent();
  }

  /**
   * The first instant at which it is open.
   *
   * @param from from when on
   * @return that instant itself or a later one; empty if it never opens again
   */
  public Optional<Instant> next(Instant from) {
    Instant at = from;
    for (int i = 0; i <= freezes.size(); i++) { // each freeze is left behind at most once
      Optional<Instant> open = nextWindow(at);
      if (open.isEmpty()) {
        return open;
      }
      Instant candidate = open.get();
      Optional<Instant> thaw =
          freezes.stream()
              .filter(freeze -> freeze.contains(candidate))
              .map(Freeze::to)
              .max(Instant::compareTo);
      if (thaw.isEmpty()) {
        return open;
      }
      at = thaw.get();
    }
    return Optional.empty();
  }

  private Optional<Instant> nextWindow(Instant from) {
    if (windows.isEmpty()) {
      return Optional.of(from);
    }
    return windows.stream().flatMap(window -> window.next(from).stream()).min(Instant::compareTo);
  }
}
