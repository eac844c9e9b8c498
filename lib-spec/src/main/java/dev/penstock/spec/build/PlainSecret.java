package dev.penstock.spec.build;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Guesses which values are secrets in plain text: rather too few than too many. */
final class PlainSecret {

  private static final int SHORTEST = 8;
  private static final int LONGEST = 8192;

  /** Access keys of the cloud, tokens of hosts of code, and private keys. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b"
              + "|\\bgh[pousr]_[A-Za-z0-9]{36}"
              + "|\\bgithub_pat_[A-Za-z0-9_]{22}"
              + "|\\bglpat-[A-Za-z0-9_-]{20}"
              + "|\\bxox[abprs]-[A-Za-z0-9-]{10}"
              + "|-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----");

  private static final List<String> NAMES =
      List.of("PASSWORD", "PASSWD", "SECRET", "TOKEN", "API_KEY", "APIKEY", "PRIVATE_KEY");

  private PlainSecret() {}

  static boolean is(String name, String value) {
    if (value.length() < SHORTEST || value.length() > LONGEST) {
      return false;
    }
    return TOKEN.matcher(value).find() || (isNamedSecret(name) && isNoWord(value));
  }

  /** A name that ends in what secrets are called; {@code TOKEN_URL} names something else. */
  private static boolean isNamedSecret(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return NAMES.stream().anyMatch(upper::endsWith);
  }

  /** Letters and digits mixed, and nothing of a path, a name of several parts, or a reference. */
  private static boolean isNoWord(String value) {
    boolean hasLetter = false;
    boolean hasDigit = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      hasLetter |= Character.isLetter(c);
      hasDigit |= c >= '0' && c <= '9';
      if (Character.isWhitespace(c) || "/:$<>{}".indexOf(c) >= 0) {
        return false;
      }
    }
    return hasLetter && hasDigit;
  }
}
