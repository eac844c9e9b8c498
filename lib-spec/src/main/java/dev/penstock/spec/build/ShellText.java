package dev.penstock.spec.build;

import java.util.ArrayList;
import java.util.List;

/**
 * The simple commands of a shell text, well enough for hints: quotes, comments and here-documents
 * are known, nothing is expanded. A command in parentheses counts as one more of the same text.
 */
final class ShellText {

  private final String text;
  private final List<Simple> commands = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private final List<String> hereDocuments = new ArrayList<>(0);
  private List<String> words = new ArrayList<>();
  private String before = "";
  private boolean isWord;
  private boolean isQuoted;
  private boolean isOpen;
  private int at;

  private ShellText(String text) {
    this.text = text;
  }

  /**
   * One command.
   *
   * @param words its words, without quotes; what was quoted begins with {@link #QUOTED}
   * @param before the operator in front of it; empty for the first
   * @param after the operator behind it; empty for the last
   */
  record Simple(List<String> words, String before, String after) {

    /** The program, behind words such as {@code if} and {@code sudo} and behind assignments. */
    String program() {
      int first = first();
      return first < words.size() ? plain(words.get(first)) : "";
    }

    private int first() {
      int i = 0;
      while (i < words.size() && isLeading(words.get(i))) {
        i++;
      }
      return i;
    }

    /** Whether one of the words behind the program is this. */
    boolean has(String argument) {
      for (int i = first() + 1; i < words.size(); i++) {
        if (words.get(i).equals(argument)) {
          return true;
        }
      }
      return false;
    }

    boolean writesToFile() {
      return words.stream().anyMatch(each -> each.startsWith(">") && !each.startsWith(">&"));
    }

    private static boolean isLeading(String word) {
      return switch (word) {
        case "if", "then", "else", "elif", "while", "until", "do", "!", "{", "sudo", "time" -> true;
        default ->
            word.indexOf('=') > 0
                && VariableReader.isPortable(word.substring(0, word.indexOf('=')));
      };
    }
  }

  /** Begins a word of which a part was quoted, since such a word is no operator and no keyword. */
  static final char QUOTED = '\u0001';

  static List<Simple> commands(String text) {
    return new ShellText(text).read().commands;
  }

  /** Whether a quotation is open at the end. */
  static boolean endsWithinQuotes(String text) {
    return new ShellText(text).read().isOpen;
  }

  static String plain(String word) {
    return word.startsWith(String.valueOf(QUOTED)) ? word.substring(1) : word;
  }

  private ShellText read() {
    while (at < text.length()) {
      char c = text.charAt(at);
      switch (c) {
        case '\'' -> quoted('\'');
        case '"' -> quoted('"');
        case '\\' -> escaped();
        case ' ', '\t', '\r' -> endWord();
        case '#' -> comment();
        case '\n' -> newLine();
        case ';', '&', '|', '(', ')', '`' -> operator(c);
        case '<', '>' -> redirection(c);
        default -> add(c);
      }
      at++;
    }
    endCommand("");
    return this;
  }

  private void add(char c) {
    word.append(c);
    isWord = true;
  }

  private void quoted(char quote) {
    isWord = true;
    isQuoted = true;
    int end = at + 1;
    while (end < text.length() && text.charAt(end) != quote) {
      end += quote == '"' && text.charAt(end) == '\\' ? 2 : 1;
    }
    isOpen = end >= text.length();
    word.append(text, at + 1, Math.min(end, text.length()));
    at = end;
  }

  private void escaped() {
    at++;
    if (at < text.length() && text.charAt(at) != '\n') {
      isQuoted = true;
      add(text.charAt(at));
    }
  }

  private void comment() {
    if (isWord) {
      add('#');
      return;
    }
    while (at + 1 < text.length() && text.charAt(at + 1) != '\n') {
      at++;
    }
  }

  private void newLine() {
    endCommand("\n");
    for (String delimiter : hereDocuments) {
      skipTo(delimiter);
    }
    hereDocuments.clear();
  }

  private void skipTo(String delimiter) {
    while (at + 1 < text.length()) {
      int end = text.indexOf('\n', at + 1);
      int to = end < 0 ? text.length() : end;
      boolean isLast = text.substring(at + 1, to).strip().equals(delimiter);
      at = end < 0 ? text.length() : end;
      if (isLast) {
        return;
      }
    }
  }

  private void operator(char c) {
    if ((c == '&' || c == '|') && at + 1 < text.length() && text.charAt(at + 1) == c) {
      at++;
      endCommand("" + c + c);
    } else {
      endCommand(String.valueOf(c));
    }
  }

  /** A redirection is a word of its own, with its target if nothing stands between. */
  private void redirection(char c) {
    if (word.chars().allMatch(Character::isDigit) && !isQuoted) {
      word.setLength(0);
      isWord = false;
    }
    endWord();
    if (text.startsWith("<<", at) && !text.startsWith("<<<", at)) {
      hereDocument();
      return;
    }
    do {
      add(text.charAt(at));
      at++;
    } while (at < text.length() && (text.charAt(at) == c || text.charAt(at) == '&'));
    if (at < text.length() && text.charAt(at) == '(') {
      add('(');
      endCommand("<(");
    } else {
      at--;
    }
  }

  private void hereDocument() {
    int from = at + 2;
    while (from < text.length() && "- '\"\\".indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    int to = from;
    while (to < text.length() && (BuildTask.isAllowed(text.charAt(to)) || text.charAt(to) == '-')) {
      to++;
    }
    if (to > from) {
      hereDocuments.add(text.substring(from, to));
    }
    boolean isClosed = to < text.length() && "'\"".indexOf(text.charAt(to)) >= 0;
    at = isClosed ? to : to - 1;
  }

  private void endWord() {
    if (isWord) {
      words.add(isQuoted ? QUOTED + word.toString() : word.toString());
    }
    word.setLength(0);
    isWord = false;
    isQuoted = false;
  }

  private void endCommand(String after) {
    if (after.equals("(") && isWord && word.toString().endsWith("$")) {
      word.setLength(word.length() - 1);
      isWord = word.length() > 0 || isQuoted;
      after = "$(";
    }
    endWord();
    if (!words.isEmpty()) {
      commands.add(new Simple(words, before, after));
      words = new ArrayList<>();
    }
    before = after;
  }
}
