package dev.penstock.deploy.simulation;

import dev.penstock.deploy.simulation.StrategyComparison.Percentiles;
import dev.penstock.deploy.simulation.StrategyComparison.Row;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a figure lies within its panel: times and shares evenly, requests by their number of
 * digits, because one strategy may expose a thousand times more of them than another.
 */
final class ChartScale {

  private static final int MOST_TICKS = 4;
  private static final int DECIMAL = 10;
  private static final List<Duration> STEPS =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(20),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(4),
          Duration.ofHours(8),
          Duration.ofDays(1),
          Duration.ofDays(2),
          Duration.ofDays(7),
          Duration.ofDays(30),
          Duration.ofDays(365));

  /** A labelled place on the axis. */
  record Tick(long value, String label) {}

  private final boolean digits;
  private final long most;
  private final List<Tick> ticks;

  private ChartScale(boolean digits, long most, List<Tick> ticks) {
    this.digits = digits;
    this.most = most;
    this.ticks = ticks;
  }

  static ChartScale of(Figure figure, List<Row> rows) {
    long most = 1;
    for (Row row : rows) {
      Percentiles found = row.figures().get(figure);
      most = Math.max(most, found == null ? 1 : Math.max(found.median(), found.ninetyNinth()));
    }
    return switch (figure) {
      case LOWEST_CAPACITY -> shares();
      case REQUEST_MINUTES, FAILED_REQUESTS -> digits(most);
      default -> times(most);
    };
  }

  List<Tick> ticks() {
    return ticks;
  }

  /** 0 to the width. */
  int pixel(long value, int width) {
    return digits
        ? (int) Math.round(StrictMath.log10(1.0 + value) / StrictMath.log10(1.0 + most) * width)
        : (int) Math.round((double) value / most * width);
  }

  private static ChartScale shares() {
    List<Tick> ticks = new ArrayList<>();
    for (int percent = 0; percent <= 100; percent += 50) {
      ticks.add(new Tick(percent * (Weight.WHOLE / 100L), percent + " %"));
    }
    return new ChartScale(false, Weight.WHOLE, ticks);
  }

  private static ChartScale digits(long most) {
    int decades = 1;
    for (long rest = most - 1; rest >= DECIMAL; rest /= DECIMAL) {
      decades++;
    }
    List<Tick> ticks = new ArrayList<>(List.of(new Tick(0, "0")));
    int every = (decades + MOST_TICKS - 1) / MOST_TICKS;
    long end = 1;
    for (int decade = 1; decade <= decades; decade++) {
      end *= DECIMAL;
      if (decade % every == decades % every) {
        ticks.add(new Tick(end, number(decade)));
      }
    }
    return new ChartScale(true, end, ticks);
  }

  /** A one and its zeros. */
  private static String number(int zeros) {
    String[] thousands = {"", "k", "M", "G", "T", "P", "E"};
    return "1" + "0".repeat(zeros % 3) + thousands[zeros / 3];
  }

  private static ChartScale times(long most) {
    long step = STEPS.get(STEPS.size() - 1).toMillis();
    for (Duration candidate : STEPS) {
      if (most <= candidate.toMillis() * MOST_TICKS) {
        step = candidate.toMillis();
        break;
      }
    }
    long count = Math.max(1, (most + step - 1) / step);
    if (count > MOST_TICKS) {
      step *= (count + MOST_TICKS - 1) / MOST_TICKS;
      count = (most + step - 1) / step;
    }
    List<Tick> ticks = new ArrayList<>();
    for (long i = 0; i <= count; i++) {
      ticks.add(new Tick(i * step, words(Duration.ofMillis(i * step))));
    }
    return new ChartScale(false, count * step, ticks);
  }

  private static String words(Duration time) {
    if (time.isZero()) {
      return "0";
    } else if (time.toSeconds() % 60 != 0) {
      return time.toMinutes() == 0
          ? time.toSeconds() + " s"
          : RolloutTable.clock(time).substring(2);
    } else if (time.toMinutes() % 60 != 0) {
      return time.toHours() == 0
          ? time.toMinutes() + " min"
          : RolloutTable.clock(time).substring(0, 4);
    }
    return time.toHours() % 24 == 0 ? time.toDays() + " d" : time.toHours() + " h";
  }
}
