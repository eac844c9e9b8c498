package dev.penstock.spec;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Walks through a text as YAML and JSON are written, without asking that it be right, and tells the
 * values below the keys whose values are withheld.
 */
final class ValueScanner {

  /** What lists of variables say beside the values. */
  private static final Set<String> SHOWN = Set.of("name", "type", "description");

  /** Deeper than any key that a tab may stand below. */
  private static final int TAB = 100;

  private final String text;
  private final HiddenValues hidden;
  private final Deque<Flow> flows = new ArrayDeque<>();
  private int at;

  /** The column of the key whose values are withheld; -1 outside of these. */
  private int holderColumn = -1;

  private boolean holdsList;
  private boolean isFirstOfHolder;

  /** The column that the lines of a block scalar stand behind; -1 outside of these. */
  private int scalarColumn = -1;

  private boolean isScalarHidden;

  /** The anchors of what is withheld elsewhere. */
  private final Set<String> anchors;

  private final Set<String> aliases = new HashSet<>();

  ValueScanner(String text, HiddenValues hidden, Set<String> anchors) {
    this.text = text;
    this.hidden = hidden;
    this.anchors = anchors;
  }

  /** The names of the parts that stand in place of what is withheld. */
  Set<String> aliases() {
    return aliases;
  }

  /** What stands between two brackets. */
  private static final class Flow {
    final boolean isOfList;
    boolean isHidden;
    boolean isNextHidden;
    boolean isNextHolder;

    Flow(boolean isHidden, boolean isOfList) {
      this.isHidden = isHidden;
      this.isOfList = isOfList;
      this.isNextHidden = isHidden;
    }

    void end() {
      isNextHidden = isHidden;
      isNextHolder = false;
    }
  }

  void scan() {
    while (at < text.length()) {
      if (flows.isEmpty()) {
        line();
      } else {
        flow();
      }
    }
  }

  private void line() {
    int start = at;
    skipBlanks();
    int column = at - start;
    for (int i = start; i < at; i++) {
      column += text.charAt(i) == '\t' ? TAB - 1 : 0;
    }
    if (isAtLineEnd()) {
      at++;
      return;
    }
    if (scalarColumn >= 0 && column > scalarColumn) {
      hide(isScalarHidden, at, lineEnd());
      at = lineEnd();
      return;
    }
    scalarColumn = -1;
    if (text.charAt(at) == '#') {
      at = lineEnd();
      return;
    }
    boolean isItem = isDash();
    if (holderColumn >= 0
        && (column < holderColumn || (column == holderColumn && !(isItem && mayBeItem())))) {
      holderColumn = -1;
    }
    if (isFirstOfHolder) {
      holdsList = isItem;
      isFirstOfHolder = false;
    }
    int outer = column;
    int inner = column;
    while (isDash()) {
      outer = inner;
      int dash = at++;
      skipBlanks();
      inner += at - dash;
    }
    entry(inner, outer);
  }

  private boolean mayBeItem() {
    return isFirstOfHolder || holdsList;
  }

  /** One {@code key: value}, or a value alone. */
  private void entry(int column, int outer) {
    int keyStart = at;
    int colon = colonOfKey();
    if (colon < 0) {
      value(holderColumn >= 0, outer, holdsList);
      return;
    }
    String key = unquoted(text.substring(keyStart, colon));
    at = colon + 1;
    skipBlanks();
    boolean isInHolder = holderColumn >= 0;
    boolean isHidden = isInHolder && !(holdsList && isShown(key));
    if (!isInHolder && (HiddenValues.isHolder(key) || isAnchored())) {
      holderColumn = column;
      isFirstOfHolder = true;
      holdsList = false;
      isHidden = true;
    }
    value(isHidden || HiddenValues.isSecretName(key), column, isInHolder && holdsList);
  }

  private void value(boolean isHidden, int column, boolean isOfList) {
    skipProperties();
    if (isAtLineEnd() || text.charAt(at) == '#') {
      at = lineEnd();
      return;
    }
    isFirstOfHolder = false;
    char c = text.charAt(at);
    if (c == '{' || c == '[') {
      flows.push(new Flow(isHidden, isOfList || c == '['));
      at++;
      return;
    }
    if (c == '|' || c == '>') {
      scalarColumn = column;
      isScalarHidden = isHidden;
      at = lineEnd();
      return;
    }
    int start = at;
    at = c == '"' || c == '\'' ? quotedEnd() : at + 1;
    int end = plainEndFrom(at);
    note(isHidden, text.substring(start, end));
    hide(isHidden, start, end, end == at);
    at = lineEnd();
  }

  private void flow() {
    char c = text.charAt(at);
    Flow flow = flows.getFirst();
    switch (c) {
      case '{', '[' -> {
        boolean isOfList = flow.isHidden ? flow.isOfList : flow.isNextHolder && c == '[';
        flows.push(new Flow(flow.isNextHidden, isOfList));
        at++;
      }
      case '}', ']' -> {
        flows.pop();
        at++;
        if (flows.isEmpty()) {
          int start = at;
          at = lineEnd();
          hide(flow.isHidden, start, plainEndFrom(start));
        } else {
          flows.getFirst().end();
        }
      }
      case ',' -> {
        flow.end();
        at++;
      }
      case ' ', '\t', '\r', '\n', ':' -> at++;
      case '#' -> at = lineEnd();
      default -> flowScalar(flow);
    }
  }

  private void flowScalar(Flow flow) {
    int start = at;
    char c = text.charAt(at);
    boolean isQuoted = c == '"' || c == '\'';
    at = isQuoted ? quotedEnd() : flowPlainEnd();
    int next = at;
    while (next < text.length() && isSpace(text.charAt(next))) {
      next++;
    }
    boolean isKey = next < text.length() && text.charAt(next) == ':';
    if (!isKey) {
      String scalar = text.substring(start, at);
      if (scalar.startsWith("&")) {
        flow.isNextHidden |= anchors.contains(scalar.substring(1));
      } else {
        note(flow.isNextHidden, scalar);
        hide(flow.isNextHidden, start, at, true);
      }
      return;
    }
    String key = unquoted(text.substring(start, at));
    boolean isHolder = !flow.isHidden && HiddenValues.isHolder(key);
    // a key right behind that of a holder: the text is broken, and what follows is withheld
    flow.isHidden |= flow.isNextHolder;
    flow.isNextHolder = isHolder;
    flow.isNextHidden =
        isHolder
            || (flow.isHidden && !(flow.isOfList && isShown(key)))
            || HiddenValues.isSecretName(key);
    at = next + 1;
  }

  private static boolean isShown(String key) {
    return SHOWN.contains(key.toLowerCase(Locale.ROOT));
  }

  private void hide(boolean isHidden, int start, int end) {
    hide(isHidden, start, end, false);
  }

  /** The quotation marks around a value may be seen. */
  private void hide(boolean isHidden, int start, int end, boolean isWhole) {
    if (!isHidden) {
      return;
    }
    char c = start < end ? text.charAt(start) : ' ';
    boolean isQuoted =
        isWhole && end > start + 1 && (c == '"' || c == '\'') && text.charAt(end - 1) == c;
    hidden.add(isQuoted ? start + 1 : start, isQuoted ? end - 1 : end);
  }

  /** The colon behind the key at this place; -1 if there is none in this line. */
  private int colonOfKey() {
    int end = lineEnd();
    int i = at;
    char c = text.charAt(at);
    if (c == '{' || c == '[') {
      return -1;
    }
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
  private int quotedEnd() {
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
  private int plainEndFrom(int start) {
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

  private int flowPlainEnd() {
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

  /** Whether what stands here has an anchor that leads to it from where values are withheld. */
  private boolean isAnchored() {
    int end = at;
    while (end < text.length() && !isSpace(text.charAt(end))) {
      end++;
    }
    return at < end && text.charAt(at) == '&' && anchors.contains(text.substring(at + 1, end));
  }

  private void note(boolean isHidden, String scalar) {
    if (isHidden && scalar.startsWith("*")) {
      aliases.add(scalar.substring(1).strip());
    }
  }

  /** Passes over tags and anchors. */
  private void skipProperties() {
    while (!isAtLineEnd() && (text.charAt(at) == '!' || text.charAt(at) == '&')) {
      while (!isAtLineEnd() && !isSpace(text.charAt(at))) {
        at++;
      }
      skipBlanks();
    }
  }

  private boolean isDash() {
    return at < text.length()
        && text.charAt(at) == '-'
        && (at + 1 == text.length() || isSpace(text.charAt(at + 1)));
  }

  private void skipBlanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private boolean isAtLineEnd() {
    return at >= text.length() || text.charAt(at) == '\n' || text.charAt(at) == '\r';
  }

  private int lineEnd() {
    return lineEndFrom(at);
  }

  private int lineEndFrom(int start) {
    int i = start;
    while (i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
      i++;
    }
    return i;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  private static String unquoted(String key) {
    String bare = key.strip();
    boolean isQuoted = bare.length() > 1 && (bare.startsWith("\"") || bare.startsWith("'"));
    return isQuoted ? bare.substring(1, bare.length() - 1) : bare;
  }
}
