package dev.penstock.artifact.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** Times as HTTP writes them, in whole seconds. */
final class HttpDate {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private HttpDate() {}

  static String format(Instant time) {
    return FORM.format(time.truncatedTo(ChronoUnit.SECONDS));
  }

  /** Empty for what is no time; HTTP says to ignore that. */
  static Optional<Instant> parse(String text) {
    try {
      return Optional.of(Instant.from(FORM.parse(text.strip())));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
