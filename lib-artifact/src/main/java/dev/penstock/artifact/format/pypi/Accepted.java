package dev.penstock.artifact.format.pypi;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Which forms of a page exist, and which one a client wants (W-077). */
enum Accepted {
  /** JSON of version 1. */
  JSON("application/vnd.pypi.simple.v1+json"),
  /** HTML of version 1. */
  HTML("application/vnd.pypi.simple.v1+html"),
  /** HTML of version 1, by its old name. */
  PLAIN_HTML("text/html");

  private static final int MOST_RANGES = 64;

  private final String mediaType;

  Accepted(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }

  static List<String> mediaTypes() {
    return Stream.of(values()).map(Accepted::mediaType).toList();
  }

  /** As it stands in the answer's header. */
  String contentType() {
    return this == PLAIN_HTML ? mediaType + "; charset=utf-8" : mediaType;
  }

  /**
   * The form that a client likes best, the first of those liked as much; but plain HTML, which
   * everybody reads, for a client that takes anything.
   *
   * @param headers what the client accepts; anything if empty
   * @return empty if it accepts none of them
   */
  static Optional<Accepted> best(List<String> headers) {
    List<String> ranges =
        headers.stream()
            .flatMap(header -> Stream.of(header.split(",")))
            .limit(MOST_RANGES)
            .map(String::strip)
            .filter(range -> !range.isEmpty())
            .toList();
    if (ranges.isEmpty()) {
      return Optional.of(PLAIN_HTML);
    }
    Optional<Accepted> best = Optional.empty();
    Liking most = Liking.NONE;
    for (Accepted form : values()) {
      Liking liking = form.liking(ranges);
      boolean isPlain = form == PLAIN_HTML && most.precision() == 0;
      if (liking.quality() > most.quality() || (isPlain && liking.quality() > 0)) {
        most = liking;
        best = Optional.of(form);
      }
    }
    return best;
  }

  /** How much a form is liked, and how exactly that was said. */
  private record Liking(double quality, int precision) {
    static final Liking NONE = new Liking(0, -1);
  }

  private Liking liking(List<String> ranges) {
    Liking liking = Liking.NONE;
    for (String range : ranges) {
      String[] parts = range.split(";");
      int precision = precision(parts[0].strip().toLowerCase(Locale.ROOT));
      if (precision > liking.precision()) {
        liking = new Liking(quality(parts), precision);
      }
    }
    return liking;
  }

  private int precision(String range) {
    if (range.equals(mediaType)) {
      return 2;
    }
    // "latest" stands for the newest version of the form (PEP 691).
    if (range.equals(mediaType.replace(".v1+", ".latest+"))) {
      return 2;
    }
    if (range.equals(mediaType.substring(0, mediaType.indexOf('/')) + "/*")) {
      return 1;
    }
    return range.equals("*/*") ? 0 : -1;
  }

  private static double quality(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("q=") && parameter.length() <= 7) {
        try {
          return Math.max(0, Math.min(1, Double.parseDouble(parameter.substring(2))));
        } catch (NumberFormatException notOne) {
          return 0;
        }
      }
    }
    return 1;
  }
}
