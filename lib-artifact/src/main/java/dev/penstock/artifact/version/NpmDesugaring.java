package dev.penstock.artifact.version;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tildes, carets, x-ranges and hyphens as plain comparisons (W-134).
 *
 * <p>Upper ends are the least pre-release of the next version, so that its pre-releases are out;
 * with pre-releases included, lower ends of what was left open are the least pre-release too.
 */
final class NpmDesugaring {
  private static final String LEAST = "-0";
  private static final int LONGEST_EXACT = 17;
  private static final String NOTHING = "<0.0.0-0";

  private final String lower;

  NpmDesugaring(boolean includesPrereleases) {
    this.lower = includesPrereleases ? LEAST : "";
  }

  /** The comparisons that a token stands for; one that is none is given back as it is. */
  List<String> desugar(String token, boolean isLoose) {
    if (token.startsWith("^")) {
      NpmPartial version = NpmPartial.of(token, 1, isLoose);
      return version == null ? last(token) : caret(version);
    }
    if (token.startsWith("~")) {
      int start = token.startsWith("~>") ? 2 : 1;
      NpmPartial version = NpmPartial.of(token, start, isLoose);
      return version == null ? last(token) : tilde(version);
    }
    int operatorEnd = operatorEnd(token);
    NpmPartial version = NpmPartial.of(token, operatorEnd, isLoose);
    if (version == null || !version.isOrdered() || version.isComplete()) {
      return last(token);
    }
    return xRange(token.substring(0, operatorEnd), version);
  }

  /** Whether it says no more than that a version is at least the least one. */
  boolean isAlways(String comparison) {
    return comparison.equals(">=0.0.0" + lower);
  }

  /** What is none of these loses one star. */
  private List<String> last(String token) {
    int star = token.indexOf('*');
    String rest = token;
    if (star >= 0) {
      int start = star > 0 && token.charAt(star - 1) == '=' ? star - 1 : star;
      if (start > 0 && (token.charAt(start - 1) == '<' || token.charAt(start - 1) == '>')) {
        start--;
      }
      rest = token.substring(0, start) + token.substring(star + 1);
    }
    return List.of(rest);
  }

  static int operatorEnd(String token) {
    int end = token.startsWith("<") || token.startsWith(">") ? 1 : 0;
    return token.startsWith("=", end) ? end + 1 : end;
  }

  private List<String> caret(NpmPartial version) {
    String major = version.major();
    String minor = version.minor();
    String patch = version.patch();
    if (major == null) {
      return List.of("");
    }
    if (minor == null) {
      return List.of(atLeast(major, "0", "0" + lower), below(next(major), "0", "0"));
    }
    boolean isZero = major.equals("0");
    String upper = isZero ? below(major, next(minor), "0") : below(next(major), "0", "0");
    if (patch == null) {
      return List.of(atLeast(major, minor, "0" + lower), upper);
    }
    if (isZero && minor.equals("0")) {
      upper = below(major, minor, next(patch));
    }
    return List.of(atLeast(major, minor, patch + labels(version)), upper);
  }

  private List<String> tilde(NpmPartial version) {
    String major = version.major();
    String minor = version.minor();
    String patch = version.patch();
    if (major == null) {
      return List.of("");
    }
    if (minor == null) {
      return List.of(atLeast(major, "0", "0" + lower), below(next(major), "0", "0"));
    }
    String lowest = patch == null ? "0" + lower : patch + labels(version);
    return List.of(atLeast(major, minor, lowest), below(major, next(minor), "0"));
  }

  private List<String> xRange(String operator, NpmPartial version) {
    String major = version.major();
    String minor = version.minor();
    if (major == null) {
      return List.of(operator.equals(">") || operator.equals("<") ? NOTHING : "");
    }
    String nextMajor = next(major);
    String nextMinor = minor == null ? "0" : next(minor);
    String known = minor == null ? "0" : minor;
    boolean hasMinor = minor != null;
    return switch (operator) {
      case ">" ->
          List.of(
              hasMinor
                  ? atLeast(major, nextMinor, "0" + lower)
                  : atLeast(nextMajor, "0", "0" + lower));
      case ">=" -> List.of(atLeast(major, known, "0" + lower));
      case "<" -> List.of(below(major, known, "0"));
      case "<=" -> List.of(hasMinor ? below(major, nextMinor, "0") : below(nextMajor, "0", "0"));
      default ->
          List.of(
              atLeast(major, known, "0" + lower),
              hasMinor ? below(major, nextMinor, "0") : below(nextMajor, "0", "0"));
    };
  }

  /** The lower end of a hyphen range. */
  String from(NpmPartial version, String written) {
    if (version.major() == null) {
      return "";
    }
    if (version.minor() == null) {
      return atLeast(version.major(), "0", "0" + lower);
    }
    if (version.patch() == null) {
      return atLeast(version.major(), version.minor(), "0" + lower);
    }
    return ">=" + written + (version.hasLabels() ? "" : lower);
  }

  /** The upper end of a hyphen range. */
  String to(NpmPartial version, String written) {
    String major = version.major();
    String minor = version.minor();
    String patch = version.patch();
    if (major == null) {
      return "";
    }
    if (minor == null) {
      return below(next(major), "0", "0");
    }
    if (patch == null) {
      return below(major, next(minor), "0");
    }
    if (version.hasLabels()) {
      return "<=" + major + "." + minor + "." + patch + labels(version);
    }
    return lower.isEmpty() ? "<=" + written : below(major, minor, next(patch));
  }

  private static String labels(NpmPartial version) {
    return version.hasLabels() ? "-" + version.labels() : "";
  }

  private static String atLeast(String major, String minor, String patch) {
    return ">=" + major + "." + minor + "." + patch;
  }

  private static String below(String major, String minor, String patch) {
    return "<" + major + "." + minor + "." + patch + LEAST;
  }

  /** One more; numbers that are too large by far stay so. */
  private static String next(@Nullable String digits) {
    String number = Digits.canonical(digits == null ? Digits.ZERO : digits);
    return number.length() > LONGEST_EXACT ? number : Long.toString(Long.parseLong(number) + 1);
  }
}
