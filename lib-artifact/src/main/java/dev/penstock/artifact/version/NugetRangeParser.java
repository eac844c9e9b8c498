package dev.penstock.artifact.version;

import org.jspecify.annotations.Nullable;

/** Reads NuGet's ranges (W-151, W-153). */
final class NugetRangeParser {
  private static final String FLOATS = "one * at the end, and one before \"-\"";

  private final VersionScheme scheme;
  private final String what;
  private final String written;

  NugetRangeParser(VersionScheme scheme, String written) {
    this.scheme = scheme;
    this.what = scheme + " range";
    this.written = written;
  }

  NugetRange parse() {
    int start = Blanks.DOTNET.skip(written, 0);
    int end = Blanks.DOTNET.trimmedEnd(written, start);
    if (start == end) {
      throw VersionSyntaxException.at(what, written, start, "a version or an interval");
    }
    char first = written.charAt(start);
    return first == '[' || first == '(' ? brackets(start, end) : bare(start, end);
  }

  private NugetRange bare(int start, int end) {
    String lower = written.substring(start, end);
    NugetFloat floating = floating(lower, start);
    Version least = floating == null ? version(lower, start) : floating.least();
    return new NugetRange(scheme, new Interval(least, true, null, false), floating(floating));
  }

  private NugetRange brackets(int start, int end) {
    char last = written.charAt(end - 1);
    if (last != ']' && last != ')') {
      throw VersionSyntaxException.at(what, written, end, "] or ) at the end");
    }
    boolean hasLower = written.charAt(start) == '[';
    boolean hasUpper = last == ']';
    int comma = written.indexOf(',', start);
    if (comma < 0) {
      if (!hasLower || !hasUpper) {
        throw VersionSyntaxException.at(what, written, start, "[ and ] around a single version");
      }
      return single(start + 1, Math.max(end - 1, start + 1));
    }
    if (written.indexOf(',', comma + 1) >= 0) {
      throw VersionSyntaxException.at(what, written, written.indexOf(',', comma + 1), "two bounds");
    }
    String lower = written.substring(start + 1, comma);
    String upper = written.substring(comma + 1, end - 1);
    if (lower.isEmpty() && upper.isEmpty()) {
      throw VersionSyntaxException.at(what, written, comma, "a bound");
    }
    NugetFloat floating = floating(lower, start + 1);
    Version least = floating == null ? bound(lower, start + 1) : floating.least();
    Version greatest = bound(upper, comma + 1);
    if (least != null && greatest != null) {
      int order = least.compareTo(greatest);
      if (order > 0 || (order == 0 && hasLower != hasUpper)) {
        throw VersionSyntaxException.at(what, written, start, "bounds with a version between them");
      }
    }
    Interval interval =
        new Interval(least, hasLower && least != null, greatest, hasUpper && greatest != null);
    return new NugetRange(scheme, interval, floating(floating));
  }

  private NugetRange single(int start, int end) {
    String version = written.substring(start, end);
    if (!version.isEmpty() && Blanks.DOTNET.strip(version).isEmpty()) {
      return new NugetRange(scheme, Interval.ALL, null);
    }
    return new NugetRange(scheme, Interval.exactly(version(version, start)), null);
  }

  private @Nullable Version bound(String text, int at) {
    return Blanks.DOTNET.strip(text).isEmpty() ? null : version(text, at);
  }

  private Version version(String text, int at) {
    return scheme
        .tryParse(Blanks.DOTNET.strip(text))
        .orElseThrow(
            () -> VersionSyntaxException.of(what, written, at, text, "a version such as 1.0.0"));
  }

  /** A star right behind the digits of a first number only makes that number longer. */
  private static @Nullable NugetFloat floating(@Nullable NugetFloat read) {
    boolean isLonger =
        read != null && read.fixed() == 0 && read.labels() == null && !read.written().equals("*");
    return isLonger ? null : read;
  }

  /** What a text with a star means; null if it has none. */
  private @Nullable NugetFloat floating(String text, int at) {
    int star = text.indexOf('*');
    if (star < 0) {
      return null;
    }
    int last = text.length() - 1;
    int dash = text.indexOf('-');
    boolean hasTwo = text.indexOf('*', star + 1) >= 0;
    boolean isPlaced =
        hasTwo ? star == dash - 1 && text.indexOf('*', star + 1) == last : star == last;
    if (!isPlaced || text.indexOf('+') >= 0) {
      throw VersionSyntaxException.of(what, written, at, text, FLOATS);
    }
    String numbers = dash < 0 ? text : text.substring(0, dash);
    boolean isFixed = !numbers.endsWith("*");
    String least = isFixed ? numbers : numbers.substring(0, numbers.length() - 1) + "0";
    String labels = dash < 0 ? null : text.substring(dash + 1, last);
    int fixed = isFixed ? PackedKey.NUMBERS : (int) least.chars().filter(c -> c == '.').count();
    boolean isSimple = hasTwo || text.lastIndexOf('-') == dash;
    String start = labels == null ? least : least + "-" + (isSimple ? leastLabels(labels) : labels);
    return new NugetFloat(Blanks.DOTNET.strip(text), version(start, at), fixed, labels);
  }

  /** The least labels that start so: a number where a label may start, else the text itself. */
  private static String leastLabels(String prefix) {
    return prefix.isEmpty() || prefix.endsWith(".") ? prefix + "0" : prefix;
  }
}
