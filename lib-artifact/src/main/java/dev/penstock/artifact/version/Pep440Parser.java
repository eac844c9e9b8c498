package dev.penstock.artifact.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads versions of PEP 440 in all spellings that it tolerates (W-138). */
final class Pep440Parser {
  private static final List<String> PRE =
      List.of("alpha", "a", "beta", "b", "preview", "pre", "c", "rc");
  private static final List<String> POST = List.of("post", "rev", "r");
  private static final List<String> DEV = List.of("dev");

  private final String what;
  private final String text;
  private final int end;
  private int index;

  Pep440Parser(String what, String text, int from, int end) {
    this.what = what;
    this.text = text;
    this.index = from;
    this.end = end;
  }

  static Pep440 parse(String text) {
    int start = Blanks.PYTHON.skip(text, 0);
    return new Pep440Parser("pypi version", text, start, Blanks.PYTHON.trimmedEnd(text, start))
        .version();
  }

  Pep440 version() {
    if (index < end && (text.charAt(index) == 'v' || text.charAt(index) == 'V')) {
      index++;
    }
    String epoch = Digits.ZERO;
    String first = number("a number");
    if (is('!')) {
      index++;
      epoch = first;
      first = number("a number");
    }
    List<String> release = release(first);
    String letter = null;
    String pre = Digits.ZERO;
    String word = word(PRE);
    if (word != null) {
      letter = letter(word);
      pre = optionalNumber();
    }
    String post = post();
    String dev = word(DEV) == null ? null : optionalNumber();
    List<String> local = is('+') ? local() : List.of();
    if (index < end) {
      throw fault("the end, or a pre-, post-, development or local part");
    }
    return new Pep440(epoch, release, letter, pre, post, dev, local);
  }

  private boolean is(char c) {
    return index < end && text.charAt(index) == c;
  }

  private boolean isDigitAt(int at) {
    return at < end && Digits.isDigit(text.charAt(at));
  }

  private VersionSyntaxException fault(String allowed) {
    return index < end
        ? VersionSyntaxException.of(what, text, index, text.substring(index, end), allowed)
        : VersionSyntaxException.at(what, text, text.length(), allowed);
  }

  private String number(String allowed) {
    if (!isDigitAt(index)) {
      throw fault(allowed);
    }
    int start = index;
    index = Digits.end(text, index);
    return Digits.canonical(text.substring(start, index));
  }

  private List<String> release(String first) {
    List<String> release = new ArrayList<>();
    release.add(first);
    while (is('.') && isDigitAt(index + 1)) {
      index++;
      release.add(number("a number"));
    }
    return release;
  }

  /** One of the words, behind a separator or none; nothing is read if it is not there. */
  private @Nullable String word(List<String> words) {
    int start = isSeparator(index) ? index + 1 : index;
    for (String word : words) {
      if (start + word.length() <= end
          && isWord(text.substring(start, start + word.length()), word)) {
        index = start + word.length();
        return word;
      }
    }
    return null;
  }

  private static boolean isWord(String written, String word) {
    return written.chars().allMatch(c -> c < 128) && written.toLowerCase(Locale.ROOT).equals(word);
  }

  private boolean isSeparator(int at) {
    return at < end && (text.charAt(at) == '.' || text.charAt(at) == '-' || text.charAt(at) == '_');
  }

  /** The number behind a word, behind a separator or none; the separator may stand alone. */
  private String optionalNumber() {
    if (isSeparator(index)) {
      index++;
    }
    return isDigitAt(index) ? number("a number") : Digits.ZERO;
  }

  private static String letter(String word) {
    return switch (word) {
      case "alpha", "a" -> "a";
      case "beta", "b" -> "b";
      default -> "rc";
    };
  }

  private @Nullable String post() {
    if (is('-') && isDigitAt(index + 1)) {
      index++;
      return number("a number");
    }
    return word(POST) == null ? null : optionalNumber();
  }

  private List<String> local() {
    List<String> local = new ArrayList<>();
    do {
      index++;
      int start = index;
      while (index < end && isLetterOrDigit(text.charAt(index))) {
        index++;
      }
      if (index == start) {
        throw fault("letters and digits");
      }
      String part = text.substring(start, index);
      local.add(Digits.are(part) ? Digits.canonical(part) : part.toLowerCase(Locale.ROOT));
    } while (isSeparator(index));
    return local;
  }

  private static boolean isLetterOrDigit(char c) {
    return c != '-' && SemVerParser.isIdentifier(c);
  }
}
