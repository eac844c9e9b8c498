package dev.penstock.process;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Goes through JSON as journals write it, and gives up by {@link GivenUp} on everything that is
 * written in another way. Where it runs past the end it fails on the array's end, or is found to
 * have done so by {@link #end}. Confined to one thread.
 */
final class FieldsCursor {
  private static final int LONGEST_NUMBER = 18;
  private static final int DEEPEST = 50;
  private static final int SHORTEST_ID = 32;
  private static final int LONGEST_ID = 80;
  private static final byte[] EPOCH = Instant.EPOCH.toString().getBytes(StandardCharsets.US_ASCII);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final String ESCAPES = "\"\\/bfnrt";
  private static final String ESCAPED = "\"\\/\b\f\n\r\t";
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

  private final FieldTexts texts = new FieldTexts();
  private byte[] bytes = {};
  private int at;
  private int depth;
  private byte[] instantRead = EPOCH.clone();
  private Instant lastInstant = Instant.EPOCH;
  private byte[] textRead = EPOCH.clone();
  private String lastText = Instant.EPOCH.toString();

  /** The text is not as plain as this reader needs it. Nobody asks where that was noticed. */
  static final class GivenUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private GivenUp() {
      super(null, null, false, false);
    }
  }

  static GivenUp givenUp() {
    return new GivenUp();
  }

  void begin(byte[] json, int from) {
    bytes = json;
    at = from;
    depth = 0;
  }

  /** Gives up unless everything up to there was read, and nothing more. */
  void end(int to) {
    if (at != to) {
      throw givenUp();
    }
  }

  /** Passes over a character if it is the next one. */
  boolean take(char wanted) {
    if (bytes[at] == wanted) {
      at++;
      return true;
    }
    return false;
  }

  boolean isAt(char wanted) {
    return bytes[at] == wanted;
  }

  void expect(char wanted) {
    if (bytes[at++] != wanted) {
      throw givenUp();
    }
  }

  /** Begins an object or a list, which {@link #leave} ends. */
  void enter(char opening) {
    expect(opening);
    if (++depth > DEEPEST) {
      throw givenUp();
    }
  }

  void leave(char closing) {
    expect(closing);
    depth--;
  }

  /** Passes over the name of a field and its colon if it is the next one. */
  boolean take(FieldName name) {
    if (name.isAt(bytes, at)) {
      at += name.length();
      return true;
    }
    return false;
  }

  long number() {
    boolean isNegative = take('-');
    int first = at;
    int i = first;
    long value = 0;
    for (int digit = bytes[i] - '0'; digit >= 0 && digit <= 9; digit = bytes[i] - '0') {
      value = 10 * value + digit;
      i++;
    }
    at = i;
    if (i == first || i - first > LONGEST_NUMBER || (bytes[first] == '0' && i > first + 1)) {
      throw givenUp();
    }
    return isNegative ? -value : value;
  }

  boolean flag() {
    byte[] text = bytes[at] == 't' ? TRUE : FALSE;
    int end = at + text.length;
    if (!Arrays.equals(bytes, at, end, text, 0, text.length)) {
      throw givenUp();
    }
    at = end;
    return text == TRUE;
  }

  /** An instant; neighbours often have the same. */
  Instant instant() {
    expect('"');
    int start = at;
    if (takeQuoted(instantRead)) {
      return lastInstant;
    }
    int end = plainEnd(start);
    Instant read = InstantText.ofForm(bytes, start, end, instantRead, lastInstant);
    if (read == null || bytes[end] != '"') {
      throw givenUp();
    }
    at = end + 1;
    instantRead = copied(start, end, instantRead);
    lastInstant = read;
    return read;
  }

  /** A text; the last long one is mostly an id that neighbours have as well. */
  String text() {
    expect('"');
    int start = at;
    if (takeQuoted(textRead)) {
      return lastText;
    }
    int end = plainEnd(start);
    if (bytes[end] != '"') {
      return otherText(start, end);
    }
    at = end + 1;
    String text = texts.of(bytes, start, end);
    if (end - start >= SHORTEST_ID && end - start <= LONGEST_ID) {
      textRead = copied(start, end, textRead);
      lastText = text;
    }
    return text;
  }

  /** A copy, in an older one where it fits. */
  private byte[] copied(int start, int end, byte[] older) {
    if (older.length != end - start) {
      return Arrays.copyOfRange(bytes, start, end);
    }
    System.arraycopy(bytes, start, older, 0, older.length);
    return older;
  }

  /** Passes over a plain text of at least eight bytes and its closing quote if it is the next. */
  private boolean takeQuoted(byte[] text) {
    int start = at;
    int end = start + text.length;
    if (end < bytes.length
        && (long) FieldName.LONGS.get(bytes, start) == (long) FieldName.LONGS.get(text, 0)
        && bytes[end] == '"'
        && Arrays.equals(bytes, start, end, text, 0, text.length)) {
      at = end + 1;
      return true;
    }
    return false;
  }

  /** The next byte that is a quote, a backslash, or no printable ASCII. */
  private int plainEnd(int start) {
    byte[] all = bytes;
    int i = start;
    for (; i + 8 <= all.length; i += 8) {
      long word = (long) FieldName.LONGS.get(all, i);
      long quote = word ^ ONES * '"';
      long backslash = word ^ ONES * '\\';
      // The lowest mark is right; those above it may be carried over from it.
      long marks =
          ((word - ONES * 0x20)
                  | word
                  | ((quote - ONES) & ~quote)
                  | ((backslash - ONES) & ~backslash))
              & HIGH;
      if (marks != 0) {
        return i + Long.numberOfTrailingZeros(marks) / 8;
      }
    }
    while (all[i] != '"' && all[i] != '\\' && all[i] >= 0x20) {
      i++;
    }
    return i;
  }

  /** A text with other letters or with escapes; what is no UTF-8 is given up. */
  private String otherText(int start, int from) {
    boolean isEscaped = false;
    int i = from;
    for (; bytes[i] != '"'; i++) {
      if (bytes[i] == '\\') {
        isEscaped = true;
        i++;
      }
      if (bytes[i] >= 0 && bytes[i] < 0x20) {
        throw givenUp();
      }
    }
    at = i + 1;
    String text = new String(bytes, start, i - start, StandardCharsets.UTF_8);
    if (text.indexOf('\ufffd') >= 0) {
      throw givenUp();
    }
    return isEscaped ? unescaped(text) : text;
  }

  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter != '\\') {
        plain.append(letter);
      } else if (text.charAt(++i) == 'u') {
        plain.append((char) HexFormat.fromHexDigits(text, i + 1, i + 5));
        i += 4;
      } else {
        int known = ESCAPES.indexOf(text.charAt(i));
        plain.append(ESCAPED.charAt(known)); // fails if it is none
      }
    }
    for (int i = 0; i < plain.length(); i++) {
      if (Character.isSurrogate(plain.charAt(i))
          && !Character.isSupplementaryCodePoint(plain.codePointAt(i++))) {
        throw givenUp(); // whether half of a pair is read depends on where it is
      }
    }
    return plain.toString();
  }
}
