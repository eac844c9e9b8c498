package dev.penstock.artifact.version;

/** Where every text is a version, it must still be a text. */
final class Unicode {

  private Unicode() {}

  /** Refuses half characters, which cannot be stored and read back. */
  static void check(String what, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (Character.isLowSurrogate(text.charAt(i))
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw VersionSyntaxException.of(
              what, text, i, "\\u%04x".formatted((int) text.charAt(i)), "whole Unicode characters");
        }
        i++;
      }
    }
  }
}
