package dev.penstock.artifact.version;

/** White space, of which each ecosystem's language has its own notion. */
enum Blanks {
  /** JavaScript. */
  SCRIPT("\ufeff"),
  /** Python. */
  PYTHON("\u001c\u001d\u001e\u001f\u0085"),
  /** .NET. */
  DOTNET("\u0085");

  private static final String COMMON =
      "\t\n\u000b\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
          + "\u2028\u2029\u202f\u205f\u3000";

  private final String own;

  Blanks(String own) {
    this.own = own;
  }

  boolean contains(char c) {
    return COMMON.indexOf(c) >= 0 || own.indexOf(c) >= 0;
  }

  /** The first position from there on that is not blank. */
  int skip(String text, int from) {
    int i = from;
    while (i < text.length() && contains(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** The position behind the last character that is not blank, not below another position. */
  int trimmedEnd(String text, int from) {
    int i = text.length();
    while (i > from && contains(text.charAt(i - 1))) {
      i--;
    }
    return i;
  }

  String strip(String text) {
    int start = skip(text, 0);
    return text.substring(start, trimmedEnd(text, start));
  }
}
