package dev.penstock.artifact.version;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads Maven's ranges. The model's reader is strict about how intervals follow each other; the
 * resolver's is not, but refuses a second comma, and knows {@code [1.2.*]}.
 */
final class BracketParser {
  private final VersionScheme scheme;
  private final boolean isModel;
  private final String text;
  private final String what;

  BracketParser(VersionScheme scheme, String text) {
    this.scheme = scheme;
    this.isModel = scheme == VersionScheme.MAVEN;
    this.text = text;
    this.what = scheme + " range";
  }

  VersionRange parse() {
    if (text.isBlank()) {
      throw VersionSyntaxException.at(what, text, 0, "a version or an interval such as [1.0,2.0)");
    }
    if (!isBracket(0)) {
      return bare();
    }
    List<Interval> intervals = new ArrayList<>();
    int index = 0;
    while (isBracket(index)) {
      int end = end(index);
      Interval interval = interval(index, end);
      if (isModel && !intervals.isEmpty()) {
        checkFollows(intervals.get(intervals.size() - 1), interval, index);
      }
      intervals.add(interval);
      index = trimmed(end + 1);
      if (index < text.length() && text.charAt(index) == ',') {
        index = trimmed(index + 1);
      }
    }
    if (index < text.length()) {
      throw VersionSyntaxException.at(what, text, index, "another interval in brackets");
    }
    return new IntervalRange(scheme, intervals, null);
  }

  private VersionRange bare() {
    Version version = version(text, 0);
    return isModel
        ? new IntervalRange(scheme, List.of(Interval.ALL), version)
        : new IntervalRange(scheme, List.of(Interval.exactly(version)), null);
  }

  private boolean isBracket(int index) {
    return index < text.length() && (text.charAt(index) == '[' || text.charAt(index) == '(');
  }

  private int end(int start) {
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) == ']' || text.charAt(i) == ')') {
        return i;
      }
    }
    throw VersionSyntaxException.at(what, text, text.length(), "] or ) to end the interval");
  }

  private int trimmed(int index) {
    int i = index;
    while (i < text.length() && text.charAt(i) <= ' ') {
      i++;
    }
    return i;
  }

  private Interval interval(int start, int end) {
    boolean hasLower = text.charAt(start) == '[';
    boolean hasUpper = text.charAt(end) == ']';
    int comma = text.indexOf(',', start);
    if (comma < 0 || comma > end) {
      if (!hasLower || !hasUpper) {
        throw VersionSyntaxException.of(
            what, text, start, text.substring(start, end + 1), "[ and ] around a single version");
      }
      return single(start + 1, text.substring(start + 1, end).trim());
    }
    Version lower = bound(start + 1, comma);
    Version upper = bound(comma + 1, end);
    if (!isModel && text.substring(comma + 1, end).indexOf(',') >= 0) {
      throw VersionSyntaxException.at(what, text, text.indexOf(',', comma + 1), "two bounds");
    }
    if (lower != null && upper != null) {
      int order = lower.compareTo(upper);
      if (order > 0 || (order == 0 && isModel && !(hasLower && hasUpper))) {
        throw VersionSyntaxException.of(
            what,
            text,
            start,
            text.substring(start, end + 1),
            "bounds with a version between them");
      }
    }
    return new Interval(lower, hasLower, upper, hasUpper);
  }

  private Interval single(int index, String version) {
    if (scheme == VersionScheme.MAVEN_RESOLVER && version.endsWith(".*")) {
      String prefix = version.substring(0, version.length() - 1);
      return new Interval(
          version(prefix + "min", index), true, version(prefix + "max", index), true);
    }
    return Interval.exactly(version(version, index));
  }

  private @Nullable Version bound(int start, int end) {
    String version = text.substring(start, end).trim();
    return version.isEmpty() ? null : version(version, start);
  }

  private Version version(String version, int index) {
    if (version.length() > VersionScheme.MAX_VERSION_LENGTH) {
      throw VersionSyntaxException.of(
          what,
          text,
          index,
          version,
          "versions of up to " + VersionScheme.MAX_VERSION_LENGTH + " characters");
    }
    return scheme.parse(version);
  }

  private void checkFollows(Interval before, Interval next, int index) {
    if (before.upper() != null
        && (next.lower() == null || next.lower().compareTo(before.upper()) < 0)) {
      throw VersionSyntaxException.at(what, text, index, "an interval above the one before it");
    }
  }
}
