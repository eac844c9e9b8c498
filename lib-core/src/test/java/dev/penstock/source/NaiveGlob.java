package dev.penstock.source;

import java.util.ArrayList;
import java.util.List;

/**
 * Matches globs the plain way: all alternatives are written out, and every run is tried at every
 * length. Takes well-formed patterns only.
 */
final class NaiveGlob {
  private NaiveGlob() {}

  /** One token: a wildcard by its name, or the characters that it may be. */
  private record Token(String kind, String characters) {
    boolean takes(char character) {
      boolean isIn = characters.indexOf(character) >= 0;
      return switch (kind) {
        case "one" -> isIn;
        case "class" -> isIn && character != '/';
        case "not" -> !isIn && character != '/';
        default -> character != '/';
      };
    }
  }

  static boolean matches(String pattern, String text) {
    return alternatives(pattern).stream().anyMatch(tokens -> matches(tokens, 0, text, 0));
  }

  private static boolean matches(List<Token> tokens, int i, String text, int j) {
    if (i == tokens.size()) {
      return j == text.length();
    }
    String kind = tokens.get(i).kind();
    boolean isRun = kind.equals("*") || kind.equals("**") || kind.equals("**/");
    if (!isRun) {
      return j < text.length()
          && tokens.get(i).takes(text.charAt(j))
          && matches(tokens, i + 1, text, j + 1);
    }
    boolean isSegmentStart = j == 0 || text.charAt(j - 1) == '/';
    for (int k = j; k <= text.length(); k++) {
      String run = text.substring(j, k);
      boolean fits =
          switch (kind) {
            case "*" -> !run.contains("/");
            case "**" -> true;
            default -> run.endsWith("/") || (run.isEmpty() && isSegmentStart);
          };
      if (fits && matches(tokens, i + 1, text, k)) {
        return true;
      }
    }
    return false;
  }

  private static List<List<Token>> alternatives(String pattern) {
    List<List<Token>> all = List.of(List.of());
    int at = 0;
    while (at < pattern.length()) {
      if (pattern.charAt(at) != '{') {
        int end = endOfToken(pattern, at);
        all = product(all, List.of(List.of(token(pattern.substring(at, end)))));
        at = end;
        continue;
      }
      List<List<Token>> choices = new ArrayList<>();
      List<Token> choice = new ArrayList<>();
      at++;
      while (pattern.charAt(at) != '}') {
        int end = endOfToken(pattern, at);
        String written = pattern.substring(at, end);
        if (written.equals(",")) {
          choices.add(choice);
          choice = new ArrayList<>();
        } else {
          choice.add(token(written));
        }
        at = end;
      }
      choices.add(choice);
      all = product(all, choices);
      at++;
    }
    return all;
  }

  private static List<List<Token>> product(List<List<Token>> heads, List<List<Token>> tails) {
    List<List<Token>> all = new ArrayList<>();
    for (List<Token> head : heads) {
      for (List<Token> tail : tails) {
        List<Token> both = new ArrayList<>(head);
        both.addAll(tail);
        all.add(both);
      }
    }
    return all;
  }

  private static int endOfToken(String pattern, int at) {
    String rest = pattern.substring(at);
    if (rest.startsWith("**/")) {
      return at + 3;
    }
    if (rest.startsWith("**") || rest.startsWith("\\")) {
      return at + 2;
    }
    return rest.startsWith("[") ? pattern.indexOf(']', at) + 1 : at + 1;
  }

  private static Token token(String written) {
    if (written.startsWith("*") || written.equals("?")) {
      return new Token(written, "");
    }
    if (written.startsWith("\\")) {
      return new Token("one", written.substring(1));
    }
    if (!written.startsWith("[")) {
      return new Token("one", written);
    }
    boolean isNegated = written.startsWith("[!");
    String inside = written.substring(isNegated ? 2 : 1, written.length() - 1);
    StringBuilder characters = new StringBuilder();
    for (int i = 0; i < inside.length(); i++) {
      if (i > 0 && inside.charAt(i) == '-' && i < inside.length() - 1) {
        for (char c = inside.charAt(i - 1); c <= inside.charAt(i + 1); c++) {
          characters.append(c);
        }
      } else {
        characters.append(inside.charAt(i));
      }
    }
    return new Token(isNegated ? "not" : "class", characters.toString());
  }
}
