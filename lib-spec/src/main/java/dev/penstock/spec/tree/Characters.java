package dev.penstock.spec.tree;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * The characters of a text for the parser, which asks for each of them several times: what its own
 * reader answers, and as much of the text at once, but words are cut out of the text instead of
 * being put together from characters, and only places are counted that change.
 */
final class Characters extends StreamReader {

  /** What the parser calls a text whose name it does not know. */
  private static final String NAME = "'string'";

  /** The parser tells of a character that it refuses as soon as the piece that it is in is read. */
  private static final int PIECE = 1023;

  private static final int NEXT_LINE = 0x85;
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private final String text;
  private int taken; // of Java's characters
  private int[] window = {};
  private int before; // characters before the window
  private int pointer; // within the window
  private int end; // of the window
  private boolean isNarrow = true; // whether each character so far is one of Java's
  private int documentStart;
  private int line;
  private int column;
  private @Nullable Mark mark; // the last one within the window

  Characters(String text) {
    super("");
    this.text = text;
  }

  /** The same mark as long as nothing is passed: the parser asks two or three times for each. */
  @Override
  public Mark getMark() {
    Mark known = mark;
    if (known == null || known.getPointer() != pointer) {
      known = new Mark(NAME, before + pointer, line, column, window, pointer);
      mark = known;
    }
    return known;
  }

  @Override
  public int peek() {
    return pointer < end || hasMore(0) ? window[pointer] : 0;
  }

  @Override
  public int peek(int ahead) {
    return pointer + ahead < end || hasMore(ahead) ? window[pointer + ahead] : 0;
  }

  @Override
  public String prefix(int length) {
    if (length == 0) {
      return "";
    }
    boolean isWhole = pointer + length < end || hasMore(length);
    int count = isWhole ? length : Math.min(length, end - pointer);
    if (!isNarrow) {
      return new String(window, pointer, count);
    }
    int start = before + pointer;
    return count == 1 && text.charAt(start) == ' ' ? " " : text.substring(start, start + count);
  }

  @Override
  public String prefixForward(int length) {
    String prefix = prefix(length);
    pointer += length;
    column += length;
    return prefix;
  }

  @Override
  public void forward() {
    forward(1);
  }

  @Override
  public void forward(int length) {
    for (int i = 0; i < length && (pointer < end || hasMore(0)); i++) {
      int c = window[pointer++];
      if (isLineEnd(c)) {
        line++;
        column = 0;
      } else if (c != BYTE_ORDER_MARK) {
        column++;
      }
    }
  }

  /** Whether a line ends with the character that was just passed. */
  private boolean isLineEnd(int c) {
    if (c > '\r' && c < NEXT_LINE) {
      return false;
    }
    return c == '\n'
        || (c == '\r' && (pointer < end || hasMore(0)) && window[pointer] != '\n')
        || c == NEXT_LINE
        || c == '\u2028'
        || c == '\u2029';
  }

  /** Takes a piece more; whether there is a character so far ahead then. */
  private boolean hasMore(int ahead) {
    int size = Math.min(PIECE, text.length() - taken);
    if (size == 0) {
      return false;
    }
    if (Character.isHighSurrogate(text.charAt(taken + size - 1))) {
      if (taken + size == text.length()) {
        char half = text.charAt(taken + size - 1);
        throw new ReaderException(NAME, getIndex() + size, half, "half a character at the end");
      }
      size++;
    }
    take(size);
    return pointer + ahead < end;
  }

  private void take(int size) {
    window = Arrays.copyOfRange(window, pointer, end + Math.min(size, PIECE));
    before += pointer;
    int to = end - pointer;
    pointer = 0;
    mark = null;
    int stop = taken + size;
    for (int from = taken; from < stop; to++) {
      int c = text.charAt(from);
      if (c < ' ' || c > '~') {
        c = text.codePointAt(from);
        if (!isPrintable(c)) {
          throw new ReaderException(NAME, before + to, c, "special characters are not allowed");
        }
      }
      window[to] = c;
      from += Character.charCount(c);
    }
    end = to;
    taken = stop;
    isNarrow = before + end == taken;
  }

  @Override
  public int getColumn() {
    return column;
  }

  @Override
  public int getDocumentIndex() {
    return getIndex() - documentStart;
  }

  @Override
  public void resetDocumentIndex() {
    documentStart = getIndex();
  }

  @Override
  public int getIndex() {
    return before + pointer;
  }

  @Override
  public int getLine() {
    return line;
  }
}
