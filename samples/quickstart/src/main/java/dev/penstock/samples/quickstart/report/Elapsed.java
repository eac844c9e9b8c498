package dev.penstock.samples.quickstart.report;

import java.time.Duration;
import java.util.Locale;

/** Times as people read them. */
final class Elapsed {

  private Elapsed() {}

  /** Such as {@code 3.2 s}, or {@code 2 min 05 s} from a hundred seconds on. */
  static String text(Duration time) {
    long tenths = Math.round(time.toMillis() / 100.0);
    if (tenths < 1_000) {
      return String.format(Locale.ROOT, "%d.%d s", tenths / 10, tenths % 10);
    }
    long seconds = Math.round(time.toMillis() / 1000.0);
    return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
  }
}
