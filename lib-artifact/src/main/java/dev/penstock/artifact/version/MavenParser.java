package dev.penstock.artifact.version;

import dev.penstock.artifact.version.MavenItem.Items;
import dev.penstock.artifact.version.MavenItem.Numeral;
import dev.penstock.artifact.version.MavenItem.Word;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** Splits a Maven version into nested lists (W-110 to W-115). */
final class MavenParser {
  private final String text;
  private final Deque<List<MavenItem>> open = new ArrayDeque<>();

  /** Where the present token starts. */
  private int start;

  /** Whether the last character was a digit. */
  private boolean isDigit;

  /** Whether the present token is a word with a number. */
  private boolean isCombination;

  MavenParser(String text) {
    Unicode.check("maven version", text);
    this.text = text.toLowerCase(Locale.ENGLISH);
  }

  Items parse() {
    open.push(new ArrayList<>());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        endToken(i);
        start = i + 1;
      } else if (c == '-') {
        hyphen(i);
      } else if (Digits.isDigit(c)) {
        if (!isDigit && i > start) {
          isCombination = true;
          openListUnlessEmpty();
        }
        isDigit = true;
      } else {
        if (isDigit && i > start) {
          endToken(i);
          start = i;
          openList();
        }
        isDigit = false;
      }
    }
    if (start < text.length()) {
      if (!isDigit) {
        openListUnlessEmpty();
      }
      endToken(text.length());
    }
    return closeAll();
  }

  private void hyphen(int at) {
    boolean joins =
        at > start && !isDigit && at + 1 < text.length() && Digits.isDigit(text.charAt(at + 1));
    if (joins) {
      isCombination = true;
      return;
    }
    endToken(at);
    start = at + 1;
    openListUnlessEmpty();
  }

  private void endToken(int end) {
    List<MavenItem> list = open.element();
    if (end == start) {
      list.add(Numeral.ZERO);
    } else {
      list.add(item(text.substring(start, end)));
    }
    isCombination = false;
  }

  private MavenItem item(String token) {
    if (isCombination) {
      String joined = token.replace("-", "");
      int number = MavenWord.end(joined, 0);
      return new Word(
          MavenWord.resolve(joined.substring(0, number), true),
          Numeral.of(joined.substring(number)));
    }
    return isDigit ? Numeral.of(token) : new Word(MavenWord.resolve(token, false), null);
  }

  private void openListUnlessEmpty() {
    if (!open.element().isEmpty()) {
      openList();
    }
  }

  private void openList() {
    open.push(new ArrayList<>());
  }

  /** Lists are trimmed from the innermost on, because an empty one counts as nothing. */
  private Items closeAll() {
    Items closed = new Items(trim(open.pop()));
    while (!open.isEmpty()) {
      List<MavenItem> list = open.pop();
      list.add(closed);
      closed = new Items(trim(list));
    }
    return closed;
  }

  private static List<MavenItem> trim(List<MavenItem> list) {
    for (int i = list.size() - 1; i >= 0; i--) {
      if (list.get(i).isNull() && (i == list.size() - 1 || isQualifier(list.get(i + 1)))) {
        list.remove(i);
      }
    }
    return list;
  }

  /** A word alone, or a list that starts with a word. */
  private static boolean isQualifier(MavenItem item) {
    if (item instanceof Items list) {
      return !list.items().isEmpty() && list.items().get(0) instanceof Word;
    }
    return item instanceof Word word && word.number() == null;
  }
}
