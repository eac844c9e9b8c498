package dev.penstock.journal;

import dev.penstock.process.EncodedEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event's line as {@link Batch} writes it, byte by byte. Recovery reads every line there
 * is, and a parser for each would take most of its time. Escapes, long numbers and everything that
 * is written in another way are left to the parser: {@link Lines} asks it wherever this gives up.
 * The line's checksum was compared before.
 */
final class QuickLine {
  private static final byte[] FORMAT = ascii("{\"format\":");
  private static final byte[] STREAM = ascii(",\"stream\":\"");
  private static final byte[] EPOCH = ascii(",\"epoch\":");
  private static final byte[] SEQUENCE = ascii(",\"sequence\":");
  private static final byte[] MORE = ascii(",\"more\":");
  private static final byte[] TYPE = ascii(",\"type\":\"");
  private static final byte[] VERSION = ascii(",\"version\":");
  private static final byte[] FIELDS = ascii(",\"fields\":{");
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final byte[] NULL = ascii("null");
  private static final int LONGEST_NUMBER = 18;
  private static final int DEEPEST = 50;

  private final Names names;
  private final byte[] bytes;
  private final int to;
  private int at;
  private boolean fits = true;

  private QuickLine(Names names, byte[] bytes, int from, int to) {
    this.names = names;
    this.bytes = bytes;
    this.at = from;
    this.to = to;
  }

  /** Texts that come again and again; confined to one thread. */
  static final class Names {
    private static final int SIZE = 1 << 10;
    private static final int LONGEST = 40;

    private final @Nullable String[] known = new @Nullable String[SIZE];

    /** Names and values of the objects that have begun, those of the innermost last. */
    private @Nullable Object[] pairs = new @Nullable Object[64];

    private int used;

    private void push(String name, @Nullable Object value) {
      if (used + 2 > pairs.length) {
        pairs = Arrays.copyOf(pairs, 2 * pairs.length);
      }
      pairs[used++] = name;
      pairs[used++] = value;
    }

    String of(byte[] bytes, int from, int to) {
      int length = to - from;
      if (length > LONGEST) {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
      }
      int hash = length;
      for (int i = from; i < to; i++) {
        hash = 31 * hash + bytes[i];
      }
      int slot = (hash ^ hash >>> 16) & SIZE - 1;
      String last = known[slot];
      if (last != null && isText(last, bytes, from, length)) {
        return last;
      }
      String text = new String(bytes, from, length, StandardCharsets.UTF_8);
      known[slot] = text;
      return text;
    }

    private static boolean isText(String text, byte[] bytes, int from, int length) {
      if (text.length() != length) {
        return false;
      }
      for (int i = 0; i < length; i++) {
        if (text.charAt(i) != bytes[from + i]) {
          return false; // as is all that is not ASCII
        }
      }
      return true;
    }
  }

  /** Reads the head of a sound line's JSON, or returns null if it is not written so. */
  static Lines.@Nullable Head head(Names names, byte[] bytes, int from, int to) {
    return new QuickLine(names, bytes, from, to).head();
  }

  /** Reads the event of a sound line's JSON, or returns null if it is not written so. */
  static @Nullable EncodedEvent event(Names names, byte[] bytes, int from, int to) {
    QuickLine line = new QuickLine(names, bytes, from, to);
    return line.head() == null ? null : line.event();
  }

  private Lines.@Nullable Head head() {
    long format = number(FORMAT);
    expect(STREAM);
    String stream = name();
    long epoch = number(EPOCH);
    long sequence = number(SEQUENCE);
    long more = number(MORE);
    return fits && at < to && bytes[at] == ','
        ? new Lines.Head(format, null, -1, -1, -1, stream, epoch, sequence, false, false, more)
        : null;
  }

  private @Nullable EncodedEvent event() {
    expect(TYPE);
    String type = name();
    long version = number(VERSION);
    expect(FIELDS);
    Map<String, @Nullable Object> fields = object(0);
    fits &= at == to - 1 && bytes[at] == '}' && version > 0 && version <= Integer.MAX_VALUE;
    return fits ? new EncodedEvent(type, (int) version, fields) : null;
  }

  private boolean is(char wanted) {
    if (fits && at < to && bytes[at] == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(byte[] literal) {
    int end = at + literal.length;
    fits = fits && end < to && Arrays.equals(bytes, at, end, literal, 0, literal.length);
    at = end;
  }

  private long number(byte[] name) {
    expect(name);
    return number();
  }

  private long number() {
    int start = at;
    int end = fits ? Math.min(to, start + LONGEST_NUMBER) : start;
    int i = start;
    long value = 0;
    while (i < end && bytes[i] >= '0' && bytes[i] <= '9') {
      value = 10 * value + bytes[i++] - '0';
    }
    at = i; // what follows a longer number is no separator, and is found to be none
    fits = fits && i > start && (bytes[start] != '0' || i == start + 1);
    return value;
  }

  /** A name without escapes, whose opening quote was read, up to its closing quote. */
  private String name() {
    int start = at;
    return hasText() ? names.of(bytes, start, at - 1) : "";
  }

  /** A text that is hardly found twice. */
  private String text() {
    int start = at;
    return hasText() ? new String(bytes, start, at - 1 - start, StandardCharsets.UTF_8) : "";
  }

  private boolean hasText() {
    byte[] all = bytes;
    int i = at;
    while (i < to && all[i] != '"' && all[i] != '\\') {
      i++;
    }
    at = i;
    fits = is('"');
    return fits;
  }

  private Map<String, @Nullable Object> object(int depth) {
    int begin = names.used;
    if (!is('}')) {
      do {
        fits = is('"');
        String name = name();
        fits = is(':');
        names.push(name, value(depth));
      } while (is(','));
      fits = is('}');
    }
    Map<String, @Nullable Object> fields = EncodedEvent.fieldsOf(names.pairs, begin, names.used);
    names.used = begin;
    return fields;
  }

  private List<@Nullable Object> array(int depth) {
    List<@Nullable Object> items = new ArrayList<>();
    if (is(']')) {
      return items;
    }
    do {
      items.add(value(depth));
    } while (is(','));
    fits = is(']');
    return items;
  }

  private @Nullable Object value(int depth) {
    if (!fits || at >= to || depth > DEEPEST) {
      fits = false;
      return null;
    }
    byte first = bytes[at];
    return switch (first) {
      case 't' -> constant(TRUE, true);
      case 'f' -> constant(FALSE, false);
      case 'n' -> constant(NULL, null);
      case '"', '{', '[', '-' -> {
        at++;
        yield opened(first, depth);
      }
      default -> (Object) number();
    };
  }

  private @Nullable Object constant(byte[] text, @Nullable Object value) {
    expect(text);
    return value;
  }

  private Object opened(byte first, int depth) {
    return switch (first) {
      case '"' -> text();
      case '{' -> object(depth + 1);
      case '[' -> array(depth + 1);
      default -> (Object) (-number());
    };
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
