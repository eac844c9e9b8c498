package dev.penstock.spec.build;

import java.util.Locale;

/** How other YAML tools would take a text that is not quoted. */
final class PlainValue {

  private PlainValue() {}

  static boolean isNumberOrBoolean(String text) {
    return isBoolean(text) || isNumber(text);
  }

  private static boolean isBoolean(String text) {
    return text.length() <= "false".length()
        && switch (text.toLowerCase(Locale.ROOT)) {
          case "yes", "no", "on", "off", "true", "false" -> true;
          default -> false;
        };
  }

  private static boolean isNumber(String text) {
    boolean hasDigit = false;
    int points = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        hasDigit = true;
      } else if (c == '.') {
        points++;
      } else if (!((c == '-' || c == '+') && i == 0) && !(c == '_' && hasDigit)) {
        return false;
      }
    }
    return hasDigit && points <= 1;
  }

  /** A version such as {@code 3.10}, which turns into {@code 3.1} where it is taken as a number. */
  static boolean endsInZero(String text) {
    return isNumber(text) && text.indexOf('.') >= 0 && text.endsWith("0");
  }
}
