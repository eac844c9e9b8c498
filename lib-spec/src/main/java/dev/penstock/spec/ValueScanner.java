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

  private final TextWalk in;
  private final HiddenValues hidden;
  private final Deque<Flow> flows = new ArrayDeque<>();

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
    this.in = new TextWalk(text);
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
    while (in.at < in.text.length()) {
      if (flows.isEmpty()) {
        line();
      } else {
        flow();
      }
    }
  }

  private void line() {
    int start = in.at;
    in.skipBlanks();
    int column = in.at - start;
    for (int i = start; i < in.at; i++) {
      column += in.text.charAt(i) == '\t' ? TAB - 1 : 0;
    }
    if (in.isAtLineEnd()) {
      in.at++;
      return;
    }
    if (scalarColumn >= 0 && column > scalarColumn) {
      hide(isScalarHidden, in.at, in.lineEnd());
      in.at = in.lineEnd();
      return;
    }
    scalarColumn = -1;
    if (in.text.charAt(in.at) == '#') {
      in.at = in.lineEnd();
      return;
    }
    boolean isItem = in.isDash();
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
    while (in.isDash()) {
      outer = inner;
      int dash = in.at++;
      in.skipBlanks();
      inner += in.at - dash;
    }
    entry(inner, outer);
  }

  private boolean mayBeItem() {
    return isFirstOfHolder || holdsList;
  }

  /** One {@code key: value}, or a value alone. */
  private void entry(int column, int outer) {
    int keyStart = in.at;
    int colon = in.colonOfKey();
    if (colon < 0) {
      value(holderColumn >= 0, outer, holdsList);
      return;
    }
    String key = TextWalk.unquoted(in.text.substring(keyStart, colon));
    in.at = colon + 1;
    in.skipBlanks();
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
    if (in.isAtLineEnd() || in.text.charAt(in.at) == '#') {
      in.at = in.lineEnd();
      return;
    }
    isFirstOfHolder = false;
    char c = in.text.charAt(in.at);
    if (c == '{' || c == '[') {
      flows.push(new Flow(isHidden, isOfList || c == '['));
      in.at++;
      return;
    }
    if (c == '|' || c == '>') {
      scalarColumn = column;
      isScalarHidden = isHidden;
      in.at = in.lineEnd();
      return;
    }
    int start = in.at;
    in.at = c == '"' || c == '\'' ? in.quotedEnd() : in.at + 1;
    int end = in.plainEndFrom(in.at);
    note(isHidden, in.text.substring(start, end));
    hide(isHidden, start, end, end == in.at);
    in.at = in.lineEnd();
  }

  private void flow() {
    char c = in.text.charAt(in.at);
    Flow flow = flows.getFirst();
    switch (c) {
      case '{', '[' -> {
        boolean isOfList = flow.isHidden ? flow.isOfList : flow.isNextHolder && c == '[';
        flows.push(new Flow(flow.isNextHidden, isOfList));
        in.at++;
      }
      case '}', ']' -> {
        flows.pop();
        in.at++;
        if (flows.isEmpty()) {
          int start = in.at;
          in.at = in.lineEnd();
          hide(flow.isHidden, start, in.plainEndFrom(start));
        } else {
          flows.getFirst().end();
        }
      }
      case ',' -> {
        flow.end();
        in.at++;
      }
      case ' ', '\t', '\r', '\n', ':' -> in.at++;
      case '#' -> in.at = in.lineEnd();
      default -> flowScalar(flow);
    }
  }

  private void flowScalar(Flow flow) {
    int start = in.at;
    char c = in.text.charAt(in.at);
    boolean isQuoted = c == '"' || c == '\'';
    in.at = isQuoted ? in.quotedEnd() : in.flowPlainEnd();
    int next = in.at;
    while (next < in.text.length() && TextWalk.isSpace(in.text.charAt(next))) {
      next++;
    }
    boolean isKey = next < in.text.length() && in.text.charAt(next) == ':';
    if (!isKey) {
      String scalar = in.text.substring(start, in.at);
      if (scalar.startsWith("&")) {
        flow.isNextHidden |= anchors.contains(scalar.substring(1));
      } else {
        note(flow.isNextHidden, scalar);
        hide(flow.isNextHidden, start, in.at, true);
      }
      return;
    }
    String key = TextWalk.unquoted(in.text.substring(start, in.at));
    boolean isHolder = !flow.isHidden && HiddenValues.isHolder(key);
    // a key right behind that of a holder: the text is broken, and what follows is withheld
    flow.isHidden |= flow.isNextHolder;
    flow.isNextHolder = isHolder;
    flow.isNextHidden =
        isHolder
            || (flow.isHidden && !(flow.isOfList && isShown(key)))
            || HiddenValues.isSecretName(key);
    in.at = next + 1;
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
    char c = start < end ? in.text.charAt(start) : ' ';
    boolean isQuoted =
        isWhole && end > start + 1 && (c == '"' || c == '\'') && in.text.charAt(end - 1) == c;
    hidden.add(isQuoted ? start + 1 : start, isQuoted ? end - 1 : end);
  }

  /** Whether what stands here has an anchor that leads to it from where values are withheld. */
  private boolean isAnchored() {
    int end = in.at;
    while (end < in.text.length() && !TextWalk.isSpace(in.text.charAt(end))) {
      end++;
    }
    return in.at < end
        && in.text.charAt(in.at) == '&'
        && anchors.contains(in.text.substring(in.at + 1, end));
  }

  private void note(boolean isHidden, String scalar) {
    if (isHidden && scalar.startsWith("*")) {
      aliases.add(scalar.substring(1).strip());
    }
  }

  /** Passes over tags and anchors. */
  private void skipProperties() {
    while (!in.isAtLineEnd() && (in.text.charAt(in.at) == '!' || in.text.charAt(in.at) == '&')) {
      while (!in.isAtLineEnd() && !TextWalk.isSpace(in.text.charAt(in.at))) {
        in.at++;
      }
      in.skipBlanks();
    }
  }
}
