package dev.penstock.deploy;

import java.util.Locale;

/** Writes the names of constants as the cloud service does: {@code IN_PROGRESS} as InProgress. */
final class ServiceWords {
  private ServiceWords() {}

  static String of(Enum<?> constant) {
    StringBuilder text = new StringBuilder();
    for (String word : constant.name().split("_", -1)) {
      text.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return text.toString();
  }
}
