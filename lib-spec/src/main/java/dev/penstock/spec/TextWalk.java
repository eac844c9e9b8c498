package dev.penstock.spec;

/** A place in a text that is walked through by lines, keys and values. */
final class TextWalk {

  final String text;
  int at;

  TextWalk(String text) {
    this.text = text;
  }

  /** The colon behind the key at this place; -1 if there is none in this line. */
  int colonOfKey() {
    if (isAtLineEnd() || text.charAt(at) == '{' || text.charAt(at) == '[') {
      return -1;
    }
    int end = lineEnd();
    int i = at;
    char c = text.charAt(at);
    if (c == '"' || c == '\'') {
      i = text.indexOf(c, at + 1) + 1;
      if (i <= 0 || i > end) {
        return -1;
      }
    }
    for (; i < end; i++) {
      boolean isColon = text.charAt(i) == ':' && (i + 1 == end || isSpace(text.charAt(i + 1)));
      if (isColon) {
        return i;
      }
      if (text.charAt(i) == '#' && isSpace(text.charAt(i - 1))) {
        return -1;
      }
    }
    return -1;
  }

  /** Just behind the closing quote; the end of the line if there is none. */
  int quotedEnd() {
    char quote = text.charAt(at);
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quote == '"') {
        i++;
      } else if (c == quote) {
        if (quote == '\'' && i + 1 < text.length() && text.charAt(i + 1) == quote) {
          i++;
        } else {
          return i + 1;
        }
      }
    }
    return lineEnd();
  }

  /** Where the plain rest of the line ends, before a comment. */
  int plainEndFrom(int start) {
    int end = lineEndFrom(start);
    for (int i = start; i < end; i++) {
      if (text.charAt(i) == '#' && i > 0 && isSpace(text.charAt(i - 1))) {
        end = i;
        break;
      }
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  int flowPlainEnd() {
    int i = at;
    while (i < text.length()) {
      char c = text.charAt(i);
      boolean isColon = c == ':' && (i + 1 == text.length() || isSpace(text.charAt(i + 1)));
      boolean isComment = c == '#' && i > 0 && isSpace(text.charAt(i - 1));
      if (isColon || isComment || c == '\n' || c == '\r' || "{}[],".indexOf(c) >= 0) {
        break;
      }
      i++;
    }
    while (i > at + 1 && isSpace(text.charAt(i - 1))) {
      i--;
    }
    return Math.max(i, at + 1);
  }

  boolean isDash() {
    return at < text.length()
        && text.charAt(at) == '-'
        && (at + 1 == text.length() || isSpace(text.charAt(at + 1)));
  }

  void skipBlanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  boolean isAtLineEnd() {
    return at >= text.length() || text.charAt(at) == '\n' || text.charAt(at) == '\r';
  }

  int lineEnd() {
    return lineEndFrom(at);
  }

  int lineEndFrom(int start) {
    int i = start;
    while (i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
      i++;
    }
    return i;
  }

  static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  static String unquoted(String key) {
    String bare = key.strip();
    boolean isQuoted = bare.length() > 1 && (bare.startsWith("\"") || bare.startsWith("'"));
    return isQuoted ? bare.substring(1, bare.length() - 1) : bare;
  }
}
